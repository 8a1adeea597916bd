/* Filling in a questionnaire: pages with a bar, questions that come and go, faults before anything is sent, and nothing
   that was typed is lost. Without this script the same form is one long page that the server judges.

   The form says where what is typed is kept: `data-keep` is the key in this browser, `data-save` the address of the
   server, empty where only the browser may keep it, `data-seen` the mark of the draft that the page was drawn from. */
"use strict";

(() => {
  const SAVE_AFTER = 2000; // ms of rest
  const RETRY_AFTER = 15000;
  const FORGET_AFTER = 30 * 24 * 3600 * 1000;
  const STORE = "kexie-answer:";

  // ---------- the browser's memory, which may be forbidden or full

  const memory = {
    read(key) {
      try {
        return JSON.parse(localStorage.getItem(STORE + key) || "null");
      } catch (error) {
        return null;
      }
    },
    write(key, value) {
      try {
        localStorage.setItem(STORE + key, JSON.stringify(value));
        return true;
      } catch (error) {
        return false;
      }
    },
    forget(key) {
      try {
        localStorage.removeItem(STORE + key);
      } catch (error) {
        // Nothing was kept.
      }
    },
    tidy() {
      try {
        for (const key of Object.keys(localStorage)) {
          if (!key.startsWith(STORE)) continue;
          const kept = JSON.parse(localStorage.getItem(key) || "null");
          if (!kept || !(Date.now() - kept.at < FORGET_AFTER)) localStorage.removeItem(key);
        }
      } catch (error) {
        // What cannot be read is left alone.
      }
    },
  };

  const answered = document.querySelector("[data-answered]");
  if (answered) memory.forget(answered.dataset.answered);

  const form = document.querySelector("form[data-questionnaire]");
  if (!form) return;
  const { program, words, prefix } = JSON.parse(document.getElementById("questionnaire").textContent);
  const items = new Map(Array.from(form.querySelectorAll("[data-item]"), (box) => [box.dataset.item, box]));
  const pages = Array.from(form.querySelectorAll("[data-page]"));
  const progress = form.querySelector("[data-progress]");
  const summary = form.querySelector("[data-summary]");
  const status = form.querySelector("[data-kept]");
  const [back, next, send] = ["back", "next", "send"].map((name) => form.querySelector(`[data-${name}]`));
  const isTrial = form.dataset.questionnaire === "trial";
  const told = new Set(Array.from(items.keys()).filter((key) => items.get(key).classList.contains("is-faulty")));
  const attach = typeof Attach === "undefined" ? null : Attach; // where files are asked for
  let at = 0;

  // ---------- what is typed, under the names that the judge knows

  function typed() {
    const found = Object.create(null);
    for (const control of form.elements) {
      if (!control.name || !control.name.startsWith(prefix)) continue;
      if ((control.type === "radio" || control.type === "checkbox") && !control.checked) continue;
      if (control.value === "") continue;
      const name = control.name.slice(prefix.length);
      (found[name] = found[name] || []).push(control.value);
    }
    return found;
  }

  function fill(given, names = {}) {
    const left = new Map(Object.entries(given).map(([name, texts]) => [name, Array.from(texts)]));
    for (const control of form.elements) {
      if (!control.name || !control.name.startsWith(prefix) || control.closest("[data-files]")) continue;
      const texts = left.get(control.name.slice(prefix.length)) || [];
      if (control.type === "radio" || control.type === "checkbox") control.checked = texts.includes(control.value);
      else if (control instanceof HTMLSelectElement && texts[0] && !Array.from(control.options).some((one) => one.value === texts[0])) {
        if (control.closest("[data-item]").querySelector("[data-find]")) {
          offer(control, texts[0]);
          control.value = texts[0];
        }
      } else control.value = texts.length > 1 || control.closest("[data-ranks]") ? texts.shift() || "" : texts[0] || "";
    }
    attach?.fill(given, names);
  }

  // ---------- which questions are there now

  function refresh() {
    const verdict = Judge.judge(program, typed());
    const shown = new Set(verdict.shown);
    for (const [key, box] of items) {
      box.hidden = !shown.has(key);
      const output = box.querySelector("[data-computed]");
      if (output) output.textContent = verdict.answers[key] ?? "—";
    }
    for (const own of form.querySelectorAll("[data-own]")) own.hidden = !isChosen(own);
    for (const key of told) mark(key, verdict.faults[key]);
    const open = pages.filter((page) => Array.from(page.querySelectorAll("[data-item]")).some((box) => !box.hidden));
    turn(open, verdict);
    return verdict;
  }

  function isChosen(own) {
    const controls = form.elements[own.name.slice(0, -".other".length)];
    const list = controls instanceof RadioNodeList ? Array.from(controls) : [controls];
    return list.some((one) => one.value === own.dataset.own && (one.checked || one instanceof HTMLSelectElement));
  }

  function mark(key, fault) {
    const box = items.get(key);
    const line = box && box.querySelector("[data-fault]");
    if (!line) return;
    line.textContent = fault ? Judge.sentence(fault, words) : "";
    box.classList.toggle("is-faulty", Boolean(fault));
    for (const control of box.querySelectorAll("input, select, textarea")) {
      if (fault) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }

  // ---------- page by page

  let open = pages;

  function turn(now, verdict) {
    const here = open[at];
    open = now.length ? now : pages.slice(0, 1);
    at = Math.max(0, open.includes(here) ? open.indexOf(here) : Math.min(at, open.length - 1));
    for (const page of pages) page.hidden = page !== open[at];
    const isLast = at === open.length - 1;
    back.hidden = at === 0;
    next.hidden = isLast;
    send.hidden = !isLast;
    const asked = verdict.shown.filter((key) => items.get(key)?.dataset.number);
    const done = asked.filter((key) => key in verdict.answers);
    progress.hidden = false;
    progress.querySelector("progress").value = asked.length ? done.length / asked.length : 0;
    const place = open.length > 1 ? `第 ${at + 1} 页，共 ${open.length} 页；` : "";
    progress.querySelector("[data-place]").textContent = `${place}已答 ${done.length} 题，共 ${asked.length} 题`;
  }

  function go(to) {
    at = to;
    refresh();
    const top = open[at].querySelector(".q-page-title") || open[at].querySelector("input, select, textarea");
    form.scrollIntoView({ block: "start" });
    top?.focus({ preventScroll: true });
  }

  /* Shows what is wrong among these questions and leads to the first of it; tells whether something is. */
  function refuse(verdict, keys) {
    const faulty = keys.filter((key) => key in verdict.faults);
    for (const key of keys) {
      told.add(key);
      mark(key, verdict.faults[key]);
    }
    summary.hidden = true;
    if (!faulty.length) return false;
    const first = items.get(faulty[0]);
    const page = open.indexOf(first.closest("[data-page]"));
    if (page !== at) go(page);
    focus(first);
    return true;
  }

  function focus(box) {
    box.scrollIntoView({ block: "center" });
    Array.from(box.querySelectorAll("input, select, textarea")).find((one) => !one.hidden && one.type !== "hidden")?.focus({ preventScroll: true });
  }

  const keysOf = (page) => Array.from(page.querySelectorAll("[data-item]"), (box) => box.dataset.item);

  next.addEventListener("click", () => {
    const verdict = refresh();
    if (!refuse(verdict, keysOf(open[at]))) go(at + 1);
  });
  back.addEventListener("click", () => go(at - 1));
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const box = link && items.get(link.hash.slice("#q-".length));
    if (!box) return;
    event.preventDefault();
    const page = open.indexOf(box.closest("[data-page]"));
    if (page >= 0) go(page);
    focus(box);
  });

  // First in line: what is not sent must not hold the buttons.
  window.addEventListener("submit", (event) => {
    if (event.target !== form) return;
    const verdict = refresh();
    if (refuse(verdict, verdict.shown) || isTrial) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (isTrial && !Object.keys(verdict.faults).length) say("填写没有问题。这是预览，不会提交。");
    } else if (attach?.isBusy()) {
      event.preventDefault();
      event.stopImmediatePropagation();
      say("文件还在上传，请等它传完再提交。", true);
    } else if (navigator.onLine === false) {
      event.preventDefault();
      event.stopImmediatePropagation();
      say("现在没有网络，还没有提交。填写的内容已存在这台设备上，联网后再按“提交”。", true);
    }
  }, true);

  // Enter in a line of text goes on instead of sending half a questionnaire.
  form.addEventListener("keydown", (event) => {
    const isLine = event.target instanceof HTMLInputElement && !["radio", "checkbox", "submit", "file"].includes(event.target.type);
    if (event.key === "Enter" && isLine && !next.hidden) {
      event.preventDefault();
      next.click();
    }
  });

  // A choice that stands alone lets go of the others, and they of it.
  form.addEventListener("change", (event) => {
    const control = event.target;
    if (control.type !== "checkbox" || !control.checked) return;
    const others = Array.from(form.querySelectorAll('input[type="checkbox"]')).filter((one) => one.name === control.name);
    if (!others.some((one) => "alone" in one.dataset)) return;
    for (const one of others) {
      if (one !== control && ("alone" in control.dataset || "alone" in one.dataset)) one.checked = false;
    }
  });

  // ---------- regions and organisations are found by a few letters; the select takes what was found

  for (const field of form.querySelectorAll("[data-find]")) {
    const box = field.closest("[data-item]");
    const [select, told] = [box.querySelector("select"), box.querySelector("[data-found]")];
    const usual = Array.from(select.children);
    let asked = 0;
    let waiting = 0;
    const look = async () => {
      const text = field.value.trim();
      const turn = (asked += 1);
      const chosen = select.selectedOptions[0];
      const kept = chosen && chosen.value ? [chosen.cloneNode(true)] : [];
      if (!text) {
        told.textContent = "";
        if (kept.length && !usual.some((one) => one === chosen || one.contains(chosen))) usual.splice(1, 0, kept[0]);
        select.replaceChildren(...usual);
        if (kept.length) select.value = kept[0].value;
        return;
      }
      try {
        const address = new URL(field.dataset.find, location.href);
        address.searchParams.set("q", text);
        const { found } = await (await fetch(address, { headers: { Accept: "application/json" } })).json();
        if (turn !== asked) return;
        const offered = found.filter(([code]) => !kept.some((one) => one.value === code));
        select.replaceChildren(new Option(offered.length ? `找到 ${offered.length} 个，请选择` : "请选择", ""), ...kept, ...offered.map(([code, name]) => new Option(name, code)));
        select.value = kept.length ? kept[0].value : "";
        told.textContent = found.length ? `找到 ${found.length} 个，请在下面的框里选择。` : "没有找到，请换几个字。";
      } catch (error) {
        told.textContent = "暂时查不到，请稍后再试。";
      }
    };
    field.hidden = false;
    field.addEventListener("input", (event) => {
      event.stopPropagation();
      clearTimeout(waiting);
      waiting = setTimeout(look, 300);
    });
  }

  /* What was chosen from what was found elsewhere: its name is asked for. */
  async function offer(select, code) {
    select.append(new Option(code, code));
    const field = select.closest("[data-item]")?.querySelector("[data-find]");
    if (!field) return;
    const address = new URL(field.dataset.find, location.href);
    address.searchParams.set("q", code);
    try {
      const { found } = await (await fetch(address, { headers: { Accept: "application/json" } })).json();
      for (const [known, name] of found) if (known === code) select.querySelector(`option[value="${CSS.escape(code)}"]`).textContent = name;
    } catch (error) {
      // The code stays in place of the name.
    }
  }

  // ---------- nothing is lost

  const keep = form.dataset.keep;
  const address = form.dataset.save;
  let seen = form.dataset.seen || "";
  let timer = 0;
  let isSaving = false;
  let isSending = false;

  function say(sentence, isWarning = false) {
    if (!status) return;
    status.textContent = sentence;
    status.classList.toggle("is-warning", isWarning);
  }

  const clock = () => new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });

  const remember = (isUnsaved) => memory.write(keep, { typed: typed(), names: attach?.names(), at: Date.now(), seen, isUnsaved });

  function hold() {
    const isKept = remember(true);
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_AFTER);
    if (!address) {
      say(isKept ? `${clock()} 已存在这台设备的浏览器里，还没有提交。` : "这个浏览器不允许保存，请一次填完并提交。", !isKept);
    }
  }

  async function save() {
    if (!address || isSaving || isSending) return;
    isSaving = true;
    const body = new FormData(form);
    const sent = JSON.stringify(typed());
    body.set("seen", seen);
    try {
      const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
      const reply = (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : {};
      if (answer.ok) {
        seen = reply.seen ?? seen;
        const isLatest = JSON.stringify(typed()) === sent;
        remember(!isLatest);
        say(`${clock()} 已保存，还没有提交。登录同一个账号，换一台设备可以接着填。`);
        if (!isLatest) hold();
      } else if (answer.status === 409 && reply.typed) {
        ask(reply);
      } else {
        say(reply.sentence || "暂时保存不到网上，内容已存在这台设备上，过一会儿会再试。", true);
        if (answer.status >= 500) timer = setTimeout(save, RETRY_AFTER);
      }
    } catch (error) {
      say("网络断了。填写的内容已存在这台设备上，恢复后会自动保存。", true);
      timer = setTimeout(save, RETRY_AFTER);
    } finally {
      isSaving = false;
    }
  }

  // Two devices: nobody is written over, the person decides.
  const choice = form.querySelector("[data-twice]");

  function ask(reply) {
    choice.hidden = false;
    choice.querySelector("[data-when]").textContent = reply.at;
    choice.querySelector("[data-theirs]").onclick = () => {
      fill(reply.typed, reply.names);
      decide(reply);
    };
    choice.querySelector("[data-mine]").onclick = () => {
      decide(reply);
      save();
    };
    choice.scrollIntoView({ block: "center" });
    choice.focus({ preventScroll: true });
  }

  function decide(reply) {
    seen = reply.seen;
    choice.hidden = true;
    remember(false);
    refresh();
  }

  if (keep) {
    memory.tidy();
    const kept = memory.read(keep);
    const isRefused = form.dataset.questionnaire === "refused"; // what the server gave back is the newest there is
    if (kept && !isRefused && (kept.isUnsaved || !address)) {
      if (Object.keys(kept.typed).length) say("已恢复您上次在这台设备上填写、还没有提交的内容。");
      fill(kept.typed, kept.names);
      seen = address ? kept.seen || "" : "";
      if (address) timer = setTimeout(save, SAVE_AFTER);
    }
    window.addEventListener("online", save);
    document.addEventListener("visibilitychange", () => {
      const kept = document.hidden && memory.read(keep);
      if (kept && kept.isUnsaved) save();
    });
    form.addEventListener("submit", (event) => {
      if (!event.defaultPrevented) isSending = true;
    });
    window.addEventListener("pageshow", () => { isSending = false; });
  }

  form.addEventListener("input", () => {
    refresh();
    if (keep) hold();
  });
  form.addEventListener("change", () => {
    refresh();
    if (keep) hold();
  });

  document.documentElement.classList.add("q-live");
  refresh();
  if (!summary.hidden) {
    const first = form.querySelector(".is-faulty");
    if (first) {
      const page = open.indexOf(first.closest("[data-page]"));
      if (page > 0) go(page);
      focus(first);
    }
  }
})();
