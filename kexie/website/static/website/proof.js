"use strict";
/* <div data-proof='{"challenge": …}'> in a form: works out the small task (ALTCHA: which number, put after the salt, has
   this SHA-256?) and writes the answer into the form's field `proof`. A form sent before that waits for it.
   SHA-256 is written out because crypto.subtle needs HTTPS, which a site in a local network may not have. */

(() => {
  const K = new Uint32Array(64);
  const FIRST = new Uint32Array(8);
  const isPrime = (number) => {
    for (let factor = 2; factor * factor <= number; factor += 1) if (number % factor === 0) return false;
    return true;
  };
  const fraction = (value) => ((value - Math.floor(value)) * 2 ** 32) | 0;
  for (let number = 2, found = 0; found < 64; number += 1) {
    if (!isPrime(number)) continue;
    if (found < 8) FIRST[found] = fraction(Math.sqrt(number));
    K[found] = fraction(Math.cbrt(number));
    found += 1;
  }
  const turn = (word, by) => (word >>> by) | (word << (32 - by));

  function sha256(text) { // ASCII
    const length = text.length;
    const blocks = (length + 8 >> 6) + 1;
    const words = new Uint32Array(blocks * 16);
    for (let at = 0; at < length; at += 1) words[at >> 2] |= text.charCodeAt(at) << (24 - (at % 4) * 8);
    words[length >> 2] |= 0x80 << (24 - (length % 4) * 8);
    words[blocks * 16 - 1] = length * 8;
    const state = FIRST.slice();
    const w = new Uint32Array(64);
    for (let block = 0; block < blocks; block += 1) {
      for (let at = 0; at < 64; at += 1) {
        if (at < 16) {
          w[at] = words[block * 16 + at];
        } else {
          const x = w[at - 15];
          const y = w[at - 2];
          w[at] = w[at - 16] + w[at - 7] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
        }
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let at = 0; at < 64; at += 1) {
        const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[at] + w[at]) | 0;
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
      }
      [a, b, c, d, e, f, g, h].forEach((word, at) => { state[at] += word; });
    }
    return Array.from(state, (word) => word.toString(16).padStart(8, "0")).join("");
  }

  async function solve(task) {
    for (let number = 0; number <= task.maxNumber; number += 1) {
      if (sha256(task.salt + number) === task.challenge) return number;
      if (number % 2000 === 1999) await new Promise((go) => setTimeout(go)); // the page stays alive
    }
    return null;
  }

  async function work(box) {
    const form = box.closest("form");
    const field = form.elements.proof;
    const words = box.querySelector("[data-proof-words]");
    const task = JSON.parse(box.dataset.proof);
    let waiting = null; // the button of a form that was sent too early
    form.addEventListener("submit", (event) => {
      if (field.value) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting = { button: event.submitter };
    }, true);
    field.value = "";
    const started = performance.now();
    const number = await solve(task);
    if (number === null) {
      words.textContent = "安全验证没有完成，请刷新页面再试。";
      return;
    }
    const { algorithm, challenge, salt, signature } = task;
    const took = Math.round(performance.now() - started);
    field.value = btoa(JSON.stringify({ algorithm, challenge, number, salt, signature, took }));
    words.textContent = "安全验证已完成。";
    if (waiting) form.requestSubmit(waiting.button);
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const box of document.querySelectorAll("[data-proof]")) work(box);
  });
})();
