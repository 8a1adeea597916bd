/* Files while somebody answers (FRM-01): each is sent at once, and the answer names it by the code that the server gave.
   A signature is drawn or typed, and sent as a picture. Without this script the files go with the whole form. */
"use strict";

const Attach = (() => {
  const form = document.querySelector("form[data-questionnaire]");
  const boxes = form ? Array.from(form.querySelectorAll("[data-files]")) : [];
  let waiting = 0;

  const listOf = (box) => box.querySelector("[data-list]");
  const count = (box) => listOf(box).children.length;

  function el(tag, attributes, ...inside) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...inside);
    return made;
  }

  /* What is listed has changed: the questionnaire is judged and kept anew. */
  const changed = () => form.dispatchEvent(new Event("change", { bubbles: true }));

  function refuse(box, sentence) {
    box.querySelector("[data-refused]").textContent = sentence;
  }

  function line(box, code, name) {
    const hidden = el("span", { class: "visually-hidden" }, `：${name}`);
    const row = el("li", {}, el("span", { "data-named": "" }, name), el("button", { class: "btn", type: "button", "data-drop": "" }, "去掉", hidden));
    if (code) row.prepend(el("input", { type: "hidden", name: box.dataset.files, value: code }));
    listOf(box).append(row);
    return row;
  }

  function post(address, typed, told) {
    typed.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    if (form.elements.for) typed.set("for", form.elements.for.value);
    const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join("");
    return new Promise((done, failed) => {
      const request = new XMLHttpRequest(); // fetch does not tell how far an upload is
      request.open("POST", address);
      request.setRequestHeader("X-Form-Key", key);
      request.setRequestHeader("Accept", "application/json");
      request.responseType = "json";
      request.upload.onprogress = (event) => told(event.lengthComputable ? event.loaded / event.total : 0);
      request.onload = () => done({ status: request.status, reply: request.response || {} });
      request.onerror = failed;
      request.ontimeout = failed;
      request.send(typed);
    });
  }

  async function send(box, file, shown) {
    refuse(box, "");
    const row = line(box, "", file.name);
    const bar = el("progress", { class: "q-bar", max: "1", value: "0", "aria-label": `正在上传${file.name}` });
    row.classList.add("is-waiting");
    row.append(bar);
    if (shown) row.prepend(shown);
    await again(box, file, row, bar);
  }

  async function again(box, file, row, bar) {
    const typed = new FormData();
    typed.set("question", box.dataset.files.slice("a.".length));
    typed.set("file", file, file.name);
    waiting += 1;
    bar.hidden = false;
    try {
      const { status, reply } = await post(form.dataset.attach, typed, (part) => { bar.value = part; });
      if (!row.isConnected) return; // taken back meanwhile
      if (status === 200 && reply.code) settle(box, row, bar, reply);
      else {
        row.remove();
        refuse(box, reply.sentence || (status === 413 ? `“${file.name}”太大了。` : "没有传上去，请稍后再试。"));
      }
    } catch (error) {
      bar.hidden = true;
      retry(box, file, row, bar);
    } finally {
      waiting -= 1;
      changed();
      sign(box);
    }
  }

  function settle(box, row, bar, reply) {
    bar.remove();
    row.classList.remove("is-waiting");
    row.prepend(el("input", { type: "hidden", name: box.dataset.files, value: reply.code }));
    row.querySelector("[data-named]").textContent = reply.name;
  }

  function retry(box, file, row, bar) {
    const button = el("button", { class: "btn", type: "button" }, "再试一次");
    refuse(box, `“${file.name}”没有传上去：网络断了。`);
    button.addEventListener("click", () => {
      button.remove();
      refuse(box, "");
      again(box, file, row, bar);
    });
    row.append(button);
  }

  function take(box, files, shown) {
    if (!form.dataset.attach) return refuse(box, "这是预览，不上传文件。");
    const most = Number(box.dataset.most);
    if (most === 1 && files.length) for (const row of Array.from(listOf(box).children)) drop(row);
    for (const file of files) {
      if (count(box) >= most) return refuse(box, `最多上传 ${most} 个文件，请先去掉不要的。`);
      if (file.size > Number(box.dataset.bytes)) refuse(box, `“${file.name}”太大了，请压缩后再上传。`);
      else if (!file.size) refuse(box, `“${file.name}”是空文件，请重新选择。`);
      else send(box, file, shown);
    }
    return undefined;
  }

  function drop(row) {
    const held = row.querySelector("input[type=hidden]");
    row.remove();
    if (!held || !form.dataset.detach) return;
    const typed = new FormData();
    typed.set("code", held.value);
    post(form.dataset.detach, typed, () => {}).catch(() => {}); // what stays behind is swept
  }

  // ---------- signatures

  const pads = new Map();

  /* The field to sign in, or to choose a file, is there while there is room. */
  function sign(box) {
    const place = box.querySelector("[data-sign]");
    const isFull = count(box) >= Number(box.dataset.most);
    if (place) place.hidden = isFull;
    else for (const one of box.querySelectorAll("[data-choose], [data-takes]")) one.hidden = isFull;
  }

  function begin(box) {
    const place = box.querySelector("[data-sign]");
    const canvas = place.querySelector("[data-pad]");
    const pad = new SignaturePad(canvas, { backgroundColor: "rgb(255, 255, 255)", penColor: "rgb(16, 24, 40)", minWidth: 1, maxWidth: 3.5 });
    pads.set(box, pad);
    const fit = () => {
      const scale = Math.min(2, window.devicePixelRatio || 1);
      const [width, height] = [canvas.offsetWidth * scale, canvas.offsetHeight * scale];
      if (!width || (canvas.width === width && canvas.height === height)) return;
      const strokes = pad.toData();
      canvas.width = width;
      canvas.height = height;
      canvas.getContext("2d").scale(scale, scale);
      pad.clear();
      if (strokes.length) pad.fromData(strokes);
    };
    new ResizeObserver(fit).observe(canvas);
    const typed = place.querySelector("[data-sign-text]");
    typed.addEventListener("input", () => { write(pad, canvas, typed.value.trim()); });
    place.querySelector("[data-sign-clear]").addEventListener("click", () => { pad.clear(); typed.value = ""; });
    place.querySelector("[data-sign-done]").addEventListener("click", () => {
      if (pad.isEmpty() && !typed.value.trim()) return refuse(box, "请先写下或者打出您的名字。");
      const shown = el("img", { class: "q-signed", src: canvas.toDataURL("image/png"), alt: "您的签名" });
      canvas.toBlob((blob) => { take(box, [new File([blob], "签名.png", { type: "image/png" })], shown); }, "image/png");
      return undefined;
    });
    for (const one of box.querySelectorAll("[data-choose], [data-takes]")) one.hidden = true;
    sign(box);
  }

  function write(pad, canvas, name) {
    pad.clear();
    const [width, height] = [canvas.offsetWidth, canvas.offsetHeight];
    const brush = canvas.getContext("2d");
    const size = Math.min(height * 0.6, (width * 0.9) / Math.max(1, name.length));
    brush.fillStyle = "rgb(16, 24, 40)";
    brush.font = `${size}px "KaiTi", "STKaiti", "Kaiti SC", serif`;
    brush.textAlign = "center";
    brush.textBaseline = "middle";
    brush.fillText(name, width / 2, height / 2);
  }

  for (const box of boxes) {
    const choose = box.querySelector("[data-choose]");
    choose.removeAttribute("name");
    choose.addEventListener("change", () => {
      take(box, Array.from(choose.files));
      choose.value = "";
    });
    if (box.querySelector("[data-sign]")) begin(box);
    sign(box);
  }
  if (boxes.length) {
    form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-drop]");
      if (!button) return;
      const box = button.closest("[data-files]");
      drop(button.closest("li"));
      refuse(box, "");
      changed();
      sign(box);
      box.querySelector("[data-choose]:not([hidden]), [data-sign-text]")?.focus();
    });
  }

  return {
    isBusy: () => waiting > 0,
    /* What the files that were sent are called, by their codes. */
    names: () => Object.fromEntries(boxes.flatMap((box) => Array.from(box.querySelectorAll("input[type=hidden]"), (held) =>
      [held.value, held.parentElement.querySelector("[data-named]").textContent]))),
    fill(given, names) {
      for (const box of boxes) {
        const codes = given[box.dataset.files.slice("a.".length)] || [];
        const known = { ...this.names(), ...names };
        listOf(box).replaceChildren();
        for (const code of codes) line(box, code, known[code] || "已上传的文件");
        sign(box);
      }
    },
  };
})();
