/* The builder of questionnaires (FRM-03). The draft is data (rules/definitions.py); each change makes a new state that
   can be undone, and is sent a moment later. What is not kept by the server yet lies in this browser. */
"use strict";

(() => {
  const box = document.getElementById("builder");
  if (!box) return;
  const page = JSON.parse(document.getElementById("builder-data").textContent);
  const form = document.getElementById("builder-form");
  const KEPT = `kexie-survey-${page.survey}`;
  const WAIT = 1200; // ms without typing before the draft is sent
  const AGAIN = [3000, 8000, 20000];
  const MERGED = 3000; // typing in one field within this time is undone at once
  const MAX_PAST = 200;
  const BOUND = /^-?[0-9]{1,15}(\.[0-9]{1,6})?$/;
  const kinds = new Map(page.palette.flatMap((group) => group.kinds).map((kind) => [kind.kind, kind]));
  const limits = page.limits;

  let draft = page.draft;
  let { revision, flaws } = page;
  const owned = new Set(); // questions whose pattern the maker writes
  const limited = new Set(); // questions whose choices show how many may choose them
  let open = ""; // the item that is being edited, "head" for title and opening words
  let past = [];
  let future = [];
  let merged = { name: "", at: 0 };
  let isDirty = false;
  let isSending = false;
  let isStopped = false; // while somebody decides about a conflict
  let failures = 0;
  let timer;

  // ---------- small tools

  const icon = (name) => document.getElementById(`icon-${name}`).content.cloneNode(true);

  /* An element with its attributes (functions are listeners, true sets, false and undefined leave out). */
  function el(tag, attributes = {}, ...inside) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") made.addEventListener(name, value);
      else if (name === "value") made.value = value;
      else if (name === "checked") made.checked = value;
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== undefined) made.setAttribute(name, value);
    }
    made.append(...inside.flat().filter((one) => one !== null && one !== undefined && one !== false));
    return made;
  }

  const copyOf = (thing) => JSON.parse(JSON.stringify(thing));
  const items = () => draft.items || [];
  const find = (key) => items().find((item) => item.key === key);
  const info = (key) => { const item = find(key); return item && kindOf(item); };
  const kindOf = (item) => kinds.get(item.kind) || { kind: item.kind, label: "其他题型" };
  const half = (text) => text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\s,\u3000]/g, "").replace(/\u3002/g, ".");

  /* A key that is nobody's, and never was one of a version that people answered. */
  function fresh(prefix, rows, used = []) {
    const taken = new Set([...rows.map((row) => row.key), ...used]);
    let number = rows.length + 1;
    while (taken.has(`${prefix}${number}`)) number += 1;
    return `${prefix}${number}`;
  }

  function numberOf(key) {
    const asked = items().filter((item) => !kindOf(item).silent);
    return asked.findIndex((item) => item.key === key) + 1;
  }

  function called(item) {
    const number = numberOf(item.key);
    return number ? `第 ${number} 题` : kindOf(item).label;
  }

  function put(thing, name, value) {
    if (value === "" || value === false || value === null || (Array.isArray(value) && !value.length)) delete thing[name];
    else thing[name] = value;
  }

  function say(words) {
    const told = document.getElementById("builder-told");
    told.textContent = "";
    setTimeout(() => { told.textContent = words; }, 50);
  }

  // ---------- changes, undone and done again

  /* Change the draft. `merge` names the field that is typed in, so that its letters are undone together. */
  function commit(act, { merge = "", draws = true } = {}) {
    const before = JSON.stringify(draft);
    const next = copyOf(draft);
    next.items = next.items || [];
    act(next);
    if (JSON.stringify(next) === before) return;
    const isMore = merge && merge === merged.name && Date.now() - merged.at < MERGED;
    if (!isMore) past = [...past.slice(-MAX_PAST), before];
    merged = { name: merge, at: Date.now() };
    future = [];
    draft = next;
    touched();
    if (draws) draw();
    else drawTools();
  }

  function changeItem(key, act, options) {
    commit((next) => { const item = next.items.find((one) => one.key === key); if (item) act(item); }, options);
  }

  function step(from, to) {
    if (!from.length) return;
    to.push(JSON.stringify(draft));
    draft = JSON.parse(from.pop());
    merged = { name: "", at: 0 };
    if (open !== "head" && !find(open)) open = "";
    touched();
    draw();
  }

  function undo() { step(past, future); say("已撤销"); }
  function redo() { step(future, past); say("已重做"); }

  function touched() {
    isDirty = true;
    try {
      localStorage.setItem(KEPT, JSON.stringify({ draft, revision }));
    } catch (error) {
      // Storage is full or forbidden: the server is told a moment later all the same.
    }
    status("有修改，马上保存…");
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  }

  // ---------- keeping

  function status(words, isBad = false) {
    const shown = document.getElementById("builder-status");
    shown.textContent = words;
    shown.classList.toggle("is-bad", isBad);
  }

  function forget() {
    try {
      localStorage.removeItem(KEPT);
    } catch (error) {
      // Forbidden storage holds nothing.
    }
  }

  async function save() {
    if (isSending || isStopped || !isDirty) return;
    clearTimeout(timer);
    isSending = true;
    isDirty = false;
    const sent = JSON.stringify(draft);
    status("正在保存…");
    try {
      const answer = await send(sent);
      failures = 0;
      took(answer, sent);
    } catch (failure) {
      isDirty = true;
      failed(failure);
    } finally {
      isSending = false;
    }
    if (isDirty && !failures && !isStopped) timer = setTimeout(save, WAIT);
  }

  async function send(sent) {
    const typed = new FormData();
    typed.set("draft", sent);
    typed.set("seen", revision);
    return post(form.action, typed);
  }

  async function post(address, typed) {
    const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join("");
    const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, "X-Form-Key": key };
    const answer = await fetch(address, { method: "POST", headers, body: typed, credentials: "same-origin" });
    const isData = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    if (isData) return { code: answer.status, ...(await answer.json()) };
    if (answer.status >= 500) throw new Error("server");
    throw new Error("signin");
  }

  function took(answer, sent) {
    if (answer.code === 422) {
      isDirty = true;
      failures = 1;
      status(`没有保存：${answer.sentence}`, true);
      return;
    }
    if (answer.code === 409) {
      if (JSON.stringify(answer.draft) === sent) adopt(answer); // our own, whose answer was lost on the way
      else settle(answer);
      return;
    }
    adopt(answer);
  }

  function adopt(answer) {
    ({ revision, flaws } = answer);
    if (!isDirty) {
      forget();
      status(`已保存（${answer.changed_at}）`);
    }
    drawFlaws();
  }

  function failed(failure) {
    failures += 1;
    if (failure.message === "signin") {
      status("没有保存：登录可能已经失效。修改留在这台电脑上，请重新登录后再打开这一页。", true);
      return;
    }
    status("没有保存：网络或服务器暂时不通。修改留在这台电脑上，接通后自动保存。", true);
    timer = setTimeout(save, AGAIN[Math.min(failures, AGAIN.length) - 1]);
  }

  /* Somebody else was faster: whichever draft is chosen, undo brings back the other. */
  function settle(answer) {
    isStopped = true;
    isDirty = true;
    const dialog = document.getElementById("builder-conflict");
    document.getElementById("builder-faster").textContent =
      `${answer.changed_name || "别人"}在 ${answer.changed_at} 保存了这份问卷的另一份修改。`;
    const choose = (isMine) => {
      past.push(JSON.stringify(isMine ? answer.draft : draft));
      if (!isMine) draft = answer.draft;
      ({ revision, flaws } = answer);
      isStopped = false;
      isDirty = isMine;
      dialog.close();
      if (isMine) save();
      else { forget(); status("已换成对方的修改"); }
      draw();
    };
    document.getElementById("builder-mine").onclick = () => choose(true);
    document.getElementById("builder-theirs").onclick = () => choose(false);
    status("没有保存：别人先保存了", true);
    dialog.showModal();
  }

  function restore() {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(KEPT) || "null");
    } catch (error) {
      kept = null;
    }
    if (!kept || JSON.stringify(kept.draft) === JSON.stringify(draft)) return forget();
    const theirs = { ...page, draft };
    past.push(JSON.stringify(draft));
    draft = kept.draft;
    if (kept.revision === revision) {
      touched();
      draw();
      say("上次没有保存的修改已经找回");
    } else {
      past.pop();
      settle(theirs);
    }
    return undefined;
  }

  // ---------- items: added, moved, copied, deleted

  function blank(kind) {
    const one = kinds.get(kind);
    const item = { key: fresh("q", items(), page.used.items), kind };
    if (one.choices) item.choices = ["选项 1", "选项 2"].map((label, at) => ({ key: `a${at + 1}`, label }));
    if (one.rows) item.rows = ["第一行", "第二行"].map((label, at) => ({ key: `r${at + 1}`, label }));
    if (kind === "money") item.unit = "元";
    return item;
  }

  function add(kind) {
    if (items().length >= limits.items) return say(`一份问卷最多 ${limits.items} 题`);
    const item = blank(kind);
    const at = items().findIndex((one) => one.key === open);
    open = item.key;
    document.getElementById("builder-palette").close?.();
    commit((next) => next.items.splice(at < 0 ? next.items.length : at + 1, 0, item));
    focus(`${item.key}.label`);
    return undefined;
  }

  function move(key, to) {
    const from = items().findIndex((item) => item.key === key);
    const at = Math.max(0, Math.min(items().length - 1, to));
    if (from === at) return;
    commit((next) => next.items.splice(at, 0, ...next.items.splice(from, 1)));
    say(`已移到第 ${at + 1} 个位置`);
  }

  const shift = (key, by) => move(key, items().findIndex((item) => item.key === key) + by);

  function copy(key) {
    if (items().length >= limits.items) return say(`一份问卷最多 ${limits.items} 题`);
    const item = { ...copyOf(find(key)), key: fresh("q", items(), page.used.items) };
    const at = items().findIndex((one) => one.key === key);
    open = item.key;
    commit((next) => next.items.splice(at + 1, 0, item));
    focus(`${item.key}.label`);
    return undefined;
  }

  function remove(key) {
    const at = items().findIndex((item) => item.key === key);
    const words = called(find(key));
    if (open === key) open = "";
    commit((next) => next.items.splice(at, 1));
    const nearby = items()[Math.min(at, items().length - 1)];
    if (nearby) focus(`${nearby.key}.open`);
    say(`已删除${words}，可以点“撤销”找回`);
  }

  function turnInto(item, kind) {
    const one = kinds.get(kind);
    const made = blank(kind);
    for (const name of Object.keys(item)) if (!["key", "label", "hint", "is_required", "when"].includes(name)) delete item[name];
    return Object.assign(item, { kind }, one.choices ? { choices: made.choices } : {}, one.rows ? { rows: made.rows } : {});
  }

  function convert(key, kind) {
    const one = kinds.get(kind);
    changeItem(key, (item) => {
      const { choices, rows } = item;
      turnInto(item, kind);
      if (one.choices && choices) item.choices = choices.map(({ key: code, label, picture, alt }) => ({ key: code, label, picture, alt }));
      if (one.rows && rows) item.rows = rows;
      if (one.silent || kind === "computed") delete item.is_required;
    });
    focus(`${key}.kind`);
  }

  // ---------- pictures: sent at once; the draft names them by their code

  function choosePicture(take) {
    const input = el("input", { type: "file", accept: "image/jpeg,image/png,image/webp" });
    input.addEventListener("change", async () => {
      const typed = new FormData();
      typed.set("picture", input.files[0]);
      status("正在上传图片…");
      try {
        const answer = await post(page.illustrate, typed);
        if (answer.picture) take(answer.picture);
        else status(`图片没有上传：${answer.sentence}`, true);
      } catch (failure) {
        status(failure.message === "signin" ? "图片没有上传：登录可能已经失效，请重新登录。" : "图片没有上传：网络或服务器暂时不通，请再试一次。", true);
      }
    });
    input.click();
  }

  /* The picture of an item or a choice, with words for those who do not see it; nothing where there is none. */
  function pictured(name, thing, change) {
    if (!thing.picture) return null;
    const words = el("input", {
      class: "form-control", maxlength: limits.line, value: thing.alt || "", "data-at": `${name}.alt`,
      input: (event) => change((one) => put(one, "alt", event.target.value), { merge: `${name}.alt`, draws: false }),
    });
    return el("div", { class: "b-picture" },
      el("img", { src: page.picture.replace("0", thing.picture), alt: thing.alt || "" }),
      field("图片上是什么（读给看不见图片的人听，可以不写）", words),
      el("button", { type: "button", class: "btn", "data-at": `${name}.unpicture`, click: () => change((one) => { delete one.picture; delete one.alt; }) }, icon("x"), " 去掉图片"));
  }

  // ---------- moving by hand: mouse, pen or finger on the handle

  function drag(event, key) {
    if (event.button) return;
    event.preventDefault();
    const handle = event.currentTarget;
    const list = box.querySelector(".b-items");
    const card = handle.closest(".b-item");
    let at = -1;
    handle.setPointerCapture(event.pointerId);
    card.classList.add("is-moving");
    const over = (moving) => {
      const cards = [...list.querySelectorAll(".b-item")].filter((one) => one !== card);
      at = cards.filter((one) => { const { top, height } = one.getBoundingClientRect(); return moving.clientY > top + height / 2; }).length;
      for (const one of cards) one.classList.remove("is-before", "is-after");
      if (cards[at]) cards[at].classList.add("is-before");
      else if (cards.length) cards[cards.length - 1].classList.add("is-after");
      if (moving.clientY < 90) window.scrollBy(0, -14);
      if (moving.clientY > window.innerHeight - 60) window.scrollBy(0, 14);
    };
    const drop = (ended) => {
      handle.removeEventListener("pointermove", over);
      handle.removeEventListener("pointerup", drop);
      handle.removeEventListener("pointercancel", drop);
      for (const one of list.querySelectorAll(".b-item")) one.classList.remove("is-before", "is-after", "is-moving");
      if (ended.type === "pointerup" && at >= 0) move(key, at);
    };
    handle.addEventListener("pointermove", over);
    handle.addEventListener("pointerup", drop);
    handle.addEventListener("pointercancel", drop);
  }

  // ---------- drawing

  function focus(name) {
    const found = box.querySelector(`[data-at="${CSS.escape(name)}"]`);
    if (found) found.focus();
    if (found && found.select) found.select();
  }

  function draw() {
    const held = box.contains(document.activeElement) ? document.activeElement : null;
    const at = held && held.dataset.at;
    const place = held && "selectionStart" in held ? held.selectionStart : null;
    box.querySelector(".b-head").replaceChildren(...head());
    box.querySelector(".b-items").replaceChildren(...items().map(card));
    box.querySelector(".b-none").hidden = items().length > 0;
    const again = at && box.querySelector(`[data-at="${CSS.escape(at)}"]`);
    if (again) {
      again.focus({ preventScroll: true });
      if (place !== null && again.setSelectionRange && again.type !== "number") again.setSelectionRange(place, place);
    }
    drawFlaws();
    drawTools();
  }

  function drawTools() {
    document.getElementById("builder-undo").disabled = !past.length;
    document.getElementById("builder-redo").disabled = !future.length;
  }

  function drawFlaws() {
    for (const shown of box.querySelectorAll(".b-flaws")) {
      const told = flaws.filter((flaw) => flaw.key === shown.dataset.key);
      shown.replaceChildren(...told.map((flaw) => el("li", {}, flaw.sentence)));
      shown.closest(".b-item, .b-head").classList.toggle("is-faulty", told.length > 0);
    }
    const all = document.getElementById("builder-flaws");
    all.replaceChildren(...flaws.map((flaw) => el("li", {}, flaw.key
      ? el("button", { type: "button", class: "b-link", click: () => show(flaw.key) }, flaw.told) : flaw.told)));
    document.getElementById("builder-ready").hidden = flaws.length > 0;
    document.getElementById("builder-unready").hidden = flaws.length === 0;
  }

  function show(key) {
    open = key;
    draw();
    focus(`${key}.label`);
    box.querySelector(`.b-item[data-key="${CSS.escape(key)}"]`)?.scrollIntoView({ block: "center" });
  }

  function head() {
    const text = (name, label, most, rows, hint) => field(label, el(rows ? "textarea" : "input", {
      class: "form-control", "data-at": `head.${name}`, maxlength: most, rows: rows || undefined, value: draft[name] || "",
      input: (event) => commit((next) => { next[name] = event.target.value; if (name !== "title") put(next, name, event.target.value); },
        { merge: `head.${name}`, draws: false }),
    }), hint);
    return [
      text("title", "标题", limits.title, 0),
      text("intro", "开头的话", limits.note, 3, "说明为什么调查、大约用几分钟、答案怎么使用。"),
      text("thanks", "填完以后的话", limits.note, 2),
      el("ul", { class: "b-flaws", "data-key": "" }),
    ];
  }

  function field(label, control, hint) {
    return el("label", { class: "b-field" }, el("span", { class: "form-label" }, label), control, hint ? el("span", { class: "form-hint" }, hint) : null);
  }

  function tool(item, name, words, picture, act, disabled = false) {
    return el("button", {
      type: "button", class: "btn btn-icon", "data-at": `${item.key}.${name}`, "aria-label": `${words}：${called(item)}`, title: words, disabled, click: act,
    }, icon(picture));
  }

  function card(item, at) {
    const kind = kindOf(item);
    const number = numberOf(item.key);
    const isOpen = open === item.key;
    const grip = el("span", { class: "b-grip", title: "按住拖动", "aria-hidden": "true", pointerdown: (event) => drag(event, item.key) }, icon("grip-vertical"));
    const title = el("button", {
      type: "button", class: "b-title", "data-at": `${item.key}.open`, "aria-expanded": String(isOpen),
      click: () => { open = isOpen ? "" : item.key; draw(); },
    }, el("span", { class: "b-number" }, number ? `${number}.` : "—"),
    el("span", { class: "b-words" }, item.label || item.note || "（还没有写题目）"), item.is_required ? el("span", { class: "w-must" }, "必填") : null,
    el("span", { class: "badge bg-blue-lt" }, kind.label));
    const tools = el("div", { class: "b-tools" },
      tool(item, "up", "上移", "chevron-up", () => shift(item.key, -1), at === 0),
      tool(item, "down", "下移", "chevron-down", () => shift(item.key, 1), at === items().length - 1),
      tool(item, "copy", "复制", "copy", () => copy(item.key)),
      tool(item, "remove", "删除", "trash", () => remove(item.key)));
    return el("li", { class: `b-item${isOpen ? " is-open" : ""}${kind.kind === "page" ? " is-page" : ""}`, "data-key": item.key },
      el("div", { class: "b-line" }, grip, title, tools),
      el("ul", { class: "b-flaws", "data-key": item.key }),
      isOpen ? editor(item) : summary(item));
  }

  function summary(item) {
    const labels = (item.choices || []).map((choice) => choice.label || "（空）");
    const shown = labels.slice(0, 6).join("　");
    return el("div", { class: "b-summary" },
      labels.length ? el("p", {}, labels.length > 6 ? `${shown}　等 ${labels.length} 项` : shown) : null,
      item.rows ? el("p", {}, `${item.rows.length} 行：${item.rows.slice(0, 4).map((row) => row.label).join("、")}${item.rows.length > 4 ? "…" : ""}`) : null,
      item.when && item.when.length ? el("p", { class: "b-when" }, `符合条件才显示：${sentence(item.when)}`) : null);
  }

  function sentence(when) {
    const said = Conditions.parse(when, info);
    if (!said) return "较复杂的条件";
    return said.parts.map((part) => {
      const asked = find(part.question);
      if (!asked) return "（题目已删除）";
      const choice = (asked.choices || []).find((one) => one.key === part.value);
      const value = Conditions.needsValue(part.sign) ? `“${choice ? choice.label : part.value}”` : "";
      return `${called(asked)}${Conditions.signs(kindOf(asked))[part.sign] || part.sign}${value}`;
    }).join(said.join === "and" ? "，并且" : "，或者");
  }

  // ---------- editing one item

  function editor(item) {
    const { key } = item;
    const kind = kindOf(item);
    const text = (name, label, most, { rows = 0, hint = "" } = {}) => field(label, el(rows ? "textarea" : "input", {
      class: "form-control", "data-at": `${key}.${name}`, maxlength: most, rows: rows || undefined, value: item[name] || "",
      input: (event) => changeItem(key, (one) => put(one, name, event.target.value), { merge: `${key}.${name}`, draws: false }),
    }), hint);
    const tick = (name, label) => el("label", { class: "form-check" }, el("input", {
      type: "checkbox", class: "form-check-input", "data-at": `${key}.${name}`, checked: Boolean(item[name]),
      change: (event) => changeItem(key, (one) => put(one, name, event.target.checked)),
    }), el("span", { class: "form-check-label" }, label));
    const parts = [text("label", kind.kind === "page" ? "这一页的标题（可以不写）" : kind.kind === "note" ? "小标题（可以不写）" : "题目", limits.label, { rows: 2 })];
    if (kind.kind === "note") parts.push(text("note", "说明的内容", limits.note, { rows: 4 }));
    if (!kind.silent) parts.push(text("hint", "填写提示（可以不写）", limits.line));
    if (kind.kind === "note" || !kind.silent) {
      const change = (act, options) => changeItem(key, act, options);
      parts.push(pictured(key, item, change) || el("p", { class: "k-actions mb-0" }, el("button", {
        type: "button", class: "btn", "data-at": `${key}.picture`, click: () => choosePicture((code) => change((one) => { one.picture = code; })),
      }, icon("photo"), " 加图片")));
    }
    if (kind.choices) parts.push(lines(item, "choices"));
    if (kind.rows) parts.push(lines(item, "rows"));
    parts.push(bounds(item, text));
    if (kind.accepts?.length && item.kind !== "signature") parts.push(files(item, kind));
    if (kind.worded) parts.push(pattern(item));
    if (kind.bounded) parts.push(text("message", "不合要求时的提示（可以不写）", limits.line, { hint: "例如“请填写 16 到 80 之间的年龄”；不写就用系统的提示。" }));
    if (kind.defaulted) parts.push(first(item));
    if (kind.kind === "computed") parts.push(formula(item));
    const ticks = [];
    if (!kind.silent && kind.kind !== "computed") ticks.push(tick("is_required", "必须填写"));
    if (kind.listed && kind.kind !== "ranking") ticks.push(tick("is_shuffled", "选项的顺序对每个人随机排列"));
    if (kind.carry) {
      ticks.push(el("label", { class: "form-check" }, el("input", {
        type: "checkbox", class: "form-check-input", "data-at": `${key}.carry`, checked: item.carry === kind.carry,
        change: (event) => changeItem(key, (one) => put(one, "carry", event.target.checked ? kind.carry : "")),
      }), el("span", { class: "form-check-label" }, `登录的人，先填好账号里的${kind.label}（可以修改）`)));
    }
    if (ticks.length) parts.push(el("div", { class: "b-ticks" }, ticks));
    if (items()[0] !== item) parts.push(conditions(item));
    parts.push(el("div", { class: "b-foot" },
      field("题型", el("select", {
        class: "form-select", "data-at": `${key}.kind`, value: item.kind, disabled: page.used.items.includes(key), title: page.used.items.includes(key) ? "已经发布过的题不能换题型，可以另加一题" : undefined, change: (event) => convert(key, event.target.value),
      }, page.palette.map((group) => el("optgroup", { label: group.label }, group.kinds.map((one) =>
        el("option", { value: one.kind, selected: one.kind === item.kind }, one.label)))))),
      el("button", { type: "button", class: "btn", "data-at": `${key}.close`, click: () => { open = ""; draw(); focus(`${key}.open`); } }, "完成")));
    return el("div", { class: "b-editor" }, parts);
  }

  /* The choices or the rows of a question: typed line by line; several lines pasted at once become several. */
  function lines(item, name) {
    const { key } = item;
    const isChoices = name === "choices";
    const most = isChoices ? (item.kind === "ranking" ? limits.ranked : limits.choices) : limits.rows;
    const rows = item[name] || [];
    const word = isChoices ? "选项" : "行";
    const change = (act, options) => changeItem(key, (one) => { one[name] = one[name] || []; act(one[name]); }, options);
    const isListed = kindOf(item).listed;
    const canPicture = isChoices && ["single", "multiple"].includes(item.kind);
    const canLimit = isChoices && ["single", "multiple", "dropdown"].includes(item.kind);
    const isLimited = canLimit && (limited.has(key) || rows.some((row) => row.quota));
    const insert = (at, labels, more = {}) => {
      const room = most - rows.length;
      if (room < labels.length) say(`最多 ${most} 个${word}`);
      change((all) => labels.slice(0, Math.max(0, room)).forEach((label, by) =>
        all.splice(at + by, 0, { key: fresh(isChoices ? "a" : "r", all, page.used[name][key]), label: label.slice(0, limits.choice), ...more })));
      focus(`${key}.${name}.${Math.min(at + labels.length, most) - 1}`);
    };
    const line = (row, at) => el("li", { class: "b-choice" },
      el("input", {
        class: "form-control", "data-at": `${key}.${name}.${at}`, maxlength: limits.choice, value: row.label, "aria-label": `${word} ${at + 1}`,
        input: (event) => change((all) => { all[at].label = event.target.value; }, { merge: `${key}.${name}.${at}`, draws: false }),
        keydown: (event) => {
          if (event.key !== "Enter" || event.isComposing) return;
          event.preventDefault();
          insert(at + 1, [""]);
        },
        paste: (event) => {
          const pasted = event.clipboardData.getData("text").split(/\r?\n/).map((one) => one.trim()).filter(Boolean);
          if (pasted.length < 2) return;
          event.preventDefault();
          insert(at + 1, pasted);
        },
      }),
      isChoices && isListed ? mark(row, at, "has_text", "可填写", "选了以后要写明是什么") : null,
      isChoices && item.kind.endsWith("multiple") ? mark(row, at, "is_alone", "只能单独选", "不能和别的选项一起选") : null,
      isLimited ? quota(row, at) : null,
      canPicture ? el("button", { type: "button", class: "btn btn-icon", "aria-label": `选项 ${at + 1} 的图片`, title: "加图片或换图片", "data-at": `${key}.${name}.${at}.picture`, click: () => choosePicture((code) => change((all) => { all[at].picture = code; })) }, icon("photo")) : null,
      el("button", { type: "button", class: "btn btn-icon", "aria-label": `上移${word} ${at + 1}`, "data-at": `${key}.${name}.${at}.up`, disabled: at === 0, click: () => { change((all) => all.splice(at - 1, 0, ...all.splice(at, 1))); focus(`${key}.${name}.${at - 1}.up`); } }, icon("chevron-up")),
      el("button", { type: "button", class: "btn btn-icon", "aria-label": `删除${word} ${at + 1}`, "data-at": `${key}.${name}.${at}.remove`, click: () => { change((all) => all.splice(at, 1)); focus(`${key}.${name}.${Math.max(0, at - 1)}`); } }, icon("x")),
      canPicture ? pictured(`${key}.${name}.${at}`, row, (act, options) => change((all) => act(all[at]), options)) : null);
    const mark = (row, at, what, label, title) => el("label", { class: "form-check b-mark", title }, el("input", {
      type: "checkbox", class: "form-check-input", "data-at": `${key}.${name}.${at}.${what}`, checked: Boolean(row[what]),
      change: (event) => change((all) => put(all[at], what, event.target.checked)),
    }), el("span", { class: "form-check-label" }, label));
    const quota = (row, at) => el("input", {
      class: "form-control b-quota", inputmode: "numeric", maxlength: 8, placeholder: "不限名额", "aria-label": `选项 ${at + 1} 的名额，不填就不限`, title: "最多几个人可以选", value: row.quota || "", "data-at": `${key}.${name}.${at}.quota`,
      input: (event) => {
        const number = half(event.target.value);
        const isRight = number === "" || (/^[1-9][0-9]{0,6}$/.test(number));
        event.target.classList.toggle("is-invalid", !isRight);
        if (isRight) change((all) => put(all[at], "quota", number ? Number(number) : ""), { merge: `${key}.${at}.quota`, draws: false });
      },
    });
    return el("fieldset", { class: "b-part" }, el("legend", { class: "form-label" }, isChoices ? "选项" : "每一行的文字"),
      el("ol", { class: "b-choices" }, rows.map(line)),
      el("div", { class: "k-actions" },
        el("button", { type: "button", class: "btn", "data-at": `${key}.${name}.add`, disabled: rows.length >= most, click: () => insert(rows.length, [""]) }, icon("plus"), ` 加一个${word}`),
        isListed && isChoices && !rows.some((row) => row.has_text) ? el("button", { type: "button", class: "btn", click: () => insert(rows.length, ["其他"], { has_text: true }) }, "加“其他”") : null,
        isChoices && item.kind === "multiple" && !rows.some((row) => row.is_alone) ? el("button", { type: "button", class: "btn", click: () => insert(rows.length, ["以上都没有"], { is_alone: true }) }, "加“以上都没有”") : null,
        canLimit && !isLimited ? el("button", { type: "button", class: "btn", "data-at": `${key}.limit`, click: () => { limited.add(key); draw(); focus(`${key}.${name}.0.quota`); } }, "限名额") : null),
      el("span", { class: "form-hint" }, "按回车加下一个；也可以一次粘贴很多行。"));
  }

  /* The bounds that make sense for a kind. */
  function bounds(item, text) {
    const { key } = item;
    const bound = (name, label, type, right) => field(label, el("input", {
      class: "form-control", type: type || "text", inputmode: type ? undefined : "decimal", maxlength: type ? undefined : 22, "data-at": `${key}.${name}`, value: item[name] || "",
      input: (event) => {
        const value = type ? event.target.value : half(event.target.value);
        const isRight = value === "" || type || right.test(value);
        event.target.classList.toggle("is-invalid", !isRight);
        event.target.title = isRight ? "" : "请填写数字";
        if (isRight) changeItem(key, (one) => put(one, name, value), { merge: `${key}.${name}`, draws: false });
      },
    }));
    const whole = /^[0-9]{1,6}$/;
    const decimals = field("小数位数", el("select", {
      class: "form-select", "data-at": `${key}.decimals`,
      change: (event) => changeItem(key, (one) => put(one, "decimals", Number(event.target.value) || "")),
    }, Array.from({ length: limits.decimals + 1 }, (_, at) => el("option", { value: String(at), selected: at === (item.decimals || 0) }, at ? `${at} 位` : "整数"))));
    const pairs = {
      number: () => [bound("least", "最小", "", BOUND), bound("most", "最大", "", BOUND), decimals, text("unit", "单位", limits.unit)],
      grid_number: () => [bound("least", "最小", "", BOUND), bound("most", "最大", "", BOUND), decimals, text("unit", "单位", limits.unit)],
      money: () => [bound("least", "最少", "", BOUND), bound("most", "最多", "", BOUND), text("unit", "单位", limits.unit)],
      computed: () => [decimals, text("unit", "单位", limits.unit)],
      text: () => [bound("least", "最少几个字", "", whole), bound("most", "最多几个字", "", whole)],
      paragraph: () => [bound("least", "最少几个字", "", whole), bound("most", "最多几个字", "", whole)],
      multiple: () => [bound("least", "至少选几项", "", whole), bound("most", "最多选几项", "", whole)],
      ranking: () => [bound("least", "至少排几项", "", whole), bound("most", "最多排几项", "", whole)],
      date: () => [bound("least", "最早", "date"), bound("most", "最晚", "date")],
      time: () => [bound("least", "最早", "time"), bound("most", "最晚", "time")],
      rating: () => [field("最高几分", el("select", {
        class: "form-select", "data-at": `${key}.most`, change: (event) => changeItem(key, (one) => put(one, "most", event.target.value)),
      }, [3, 4, 5, 7, 10].map((best) => el("option", { value: String(best), selected: String(best) === (item.most || "5") }, `${best} 分`))))],
    };
    return pairs[item.kind] ? el("div", { class: "b-pair" }, pairs[item.kind]()) : null;
  }

  /* Which files are taken, how many and how large. */
  function files(item, kind) {
    const { key } = item;
    const usual = kind.accepts.filter((one) => one.usual).map((one) => one.kind);
    const chosen = item.accept?.length ? item.accept : usual;
    const numbers = (name, label, most, first, unit) => field(label, el("select", {
      class: "form-select", "data-at": `${key}.${name}`, change: (event) => changeItem(key, (one) => put(one, name, name === "most" ? event.target.value : Number(event.target.value))),
    }, Array.from({ length: most }, (_, at) => el("option", { value: String(at + 1), selected: String(at + 1) === String(item[name] || first) }, `${at + 1} ${unit}`))));
    const tick = (one) => el("label", { class: "form-check" }, el("input", {
      type: "checkbox", class: "form-check-input", "data-at": `${key}.accept.${one.kind}`, checked: chosen.includes(one.kind),
      change: (event) => {
        const next = kind.accepts.map((other) => other.kind).filter((other) => (other === one.kind ? event.target.checked : chosen.includes(other)));
        if (!next.length) { event.target.checked = true; say("至少要收一种格式"); return; }
        changeItem(key, (changed) => put(changed, "accept", next.join() === usual.join() ? [] : next));
      },
    }), el("span", { class: "form-check-label" }, one.label));
    return el("fieldset", { class: "b-part" }, el("legend", { class: "form-label" }, "收哪些文件"),
      el("div", { class: "b-ticks mb-3" }, kind.accepts.map(tick)),
      el("div", { class: "b-pair" }, numbers("most", "最多几个", limits.files, 1, "个"), numbers("megabytes", "每个最大", limits.megabytes, limits.megabytes, "MB")),
      el("span", { class: "form-hint" }, "匿名的问卷不能收文件。"));
  }

  /* How a text must be written: one of the usual ways, or the maker's own. */
  function pattern(item) {
    const { key } = item;
    const isOwn = owned.has(key) || Boolean(item.pattern && !page.patterns.some(([one]) => one === item.pattern));
    const choose = (event) => {
      const chosen = event.target.value;
      if (chosen === "own") owned.add(key);
      else owned.delete(key);
      changeItem(key, (one) => put(one, "pattern", chosen === "own" ? one.pattern || "" : chosen));
      draw();
      focus(chosen === "own" ? `${key}.pattern` : `${key}.written`);
    };
    return el("div", { class: "b-pair" },
      field("写法", el("select", { class: "form-select", "data-at": `${key}.written`, change: choose },
        el("option", { value: "", selected: !item.pattern && !isOwn }, "不限"),
        page.patterns.map(([one, label]) => el("option", { value: one, selected: !isOwn && one === item.pattern }, label)),
        el("option", { value: "own", selected: isOwn }, "自己写规则"))),
      isOwn ? field("规则", el("input", {
        class: "form-control", maxlength: 200, spellcheck: "false", "data-at": `${key}.pattern`, value: item.pattern || "",
        input: (event) => changeItem(key, (one) => put(one, "pattern", event.target.value.trim()), { merge: `${key}.pattern`, draws: false }),
      }), "正则表达式，例如 [A-Z]{2}\\d{4}：两个大写字母和四位数字。") : null);
  }

  /* What stands there at first, which whoever answers may change. */
  function first(item) {
    const { key } = item;
    const write = (value, options) => changeItem(key, (one) => put(one, "default", value), options);
    const offered = item.choices ? item.choices.map((one) => [one.key, one.label])
      : item.kind === "rating" ? Array.from({ length: Number(item.most || 5) }, (_, at) => [String(at + 1), `${at + 1} 分`])
        : item.kind === "nps" ? Array.from({ length: 11 }, (_, at) => [String(at), `${at} 分`]) : null;
    if (offered) {
      return field("默认选项", el("select", { class: "form-select", "data-at": `${key}.default`, change: (event) => write(event.target.value) },
        el("option", { value: "", selected: !item.default }, "不预先选"),
        item.default && !offered.some(([one]) => one === item.default) ? el("option", { value: item.default, selected: true }, "（选项已删除，请重新选择）") : null,
        offered.map(([one, label]) => el("option", { value: one, selected: one === item.default }, label))));
    }
    const type = ["date", "time"].includes(item.kind) ? item.kind : "text";
    return field("默认内容（可以不写）", el("input", {
      class: "form-control", type, maxlength: type === "text" ? limits.line : undefined, inputmode: kindOf(item).numeric ? "decimal" : undefined, "data-at": `${key}.default`, value: item.default || "",
      input: (event) => write(event.target.value.trim(), { merge: `${key}.default`, draws: false }),
    }), "预先填在那里，填写的人可以修改。");
  }

  /* Shown only if: simple sentences over the questions before this one. */
  function conditions(item) {
    const { key } = item;
    const before = items().slice(0, items().indexOf(item)).filter((one) => !kindOf(one).silent);
    const said = Conditions.parse(item.when, info);
    const legend = el("legend", { class: "form-label" }, "什么时候显示");
    const clear = el("button", { type: "button", class: "btn", click: () => changeItem(key, (one) => { delete one.when; }) }, "去掉条件，总是显示");
    if (!before.length && !(item.when && item.when.length)) return null;
    if (!said) return el("fieldset", { class: "b-part" }, legend, el("p", {}, "这道题有较复杂的条件，会按原样保留。"), clear);
    const write = (next) => changeItem(key, (one) => put(one, "when", Conditions.build(next, info)));
    const first = (question) => {
      const asked = find(question);
      const sign = Object.keys(Conditions.signs(kindOf(asked)))[0];
      return { question, sign, value: sign === "chosen" ? (asked.choices[0] || {}).key || "" : "" };
    };
    const row = (part, at) => {
      const asked = find(part.question);
      const change = (next) => write({ ...said, parts: said.parts.map((one, place) => (place === at ? next : one)) });
      return el("li", { class: "b-condition" },
        el("select", { class: "form-select", "aria-label": "题目", "data-at": `${key}.when.${at}.question`, change: (event) => change(first(event.target.value)) },
          asked && before.includes(asked) ? null : el("option", { selected: true, value: part.question }, "（题目已删除或移到后面）"),
          before.map((one) => el("option", { value: one.key, selected: one === asked }, `${called(one)}：${(one.label || "").slice(0, 24)}`))),
        asked ? el("select", { class: "form-select", "aria-label": "怎样", "data-at": `${key}.when.${at}.sign`, change: (event) => change({ ...part, sign: event.target.value, value: Conditions.needsValue(event.target.value) ? part.value || first(part.question).value : "" }) },
          Object.entries(Conditions.signs(kindOf(asked))).map(([sign, words]) => el("option", { value: sign, selected: sign === part.sign }, words))) : null,
        asked && Conditions.needsValue(part.sign) ? value(asked, part, at, change) : null,
        el("button", { type: "button", class: "btn btn-icon", "aria-label": `删除条件 ${at + 1}`, "data-at": `${key}.when.${at}.remove`, click: () => write({ ...said, parts: said.parts.filter((_, place) => place !== at) }) }, icon("x")));
    };
    const value = (asked, part, at, change) => {
      if (kindOf(asked).listed) {
        const isThere = (asked.choices || []).some((one) => one.key === part.value);
        return el("select", { class: "form-select", "aria-label": "选项", "data-at": `${key}.when.${at}.value`, change: (event) => change({ ...part, value: event.target.value }) },
          isThere ? null : el("option", { selected: true, value: part.value }, "（选项已删除，请重新选择）"),
          (asked.choices || []).map((one) => el("option", { value: one.key, selected: one.key === part.value }, one.label)));
      }
      const type = kindOf(asked).ordered ? asked.kind : "text";
      return el("input", {
        class: "form-control", type, "aria-label": "数值", inputmode: kindOf(asked).numeric ? "decimal" : undefined, maxlength: type === "text" ? 200 : undefined, value: part.value, "data-at": `${key}.when.${at}.value`,
        change: (event) => change({ ...part, value: kindOf(asked).numeric ? half(event.target.value) : event.target.value.trim() }),
      });
    };
    return el("fieldset", { class: "b-part" }, legend,
      said.parts.length ? null : el("p", { class: "b-always" }, "总是显示。"),
      said.parts.length > 1 ? el("select", { class: "form-select b-join", "aria-label": "几个条件的关系", "data-at": `${key}.when.join`, change: (event) => write({ ...said, join: event.target.value }) },
        el("option", { value: "and", selected: said.join === "and" }, "下面的条件全部符合时才显示"), el("option", { value: "or", selected: said.join === "or" }, "下面的条件符合一条就显示")) : null,
      el("ol", { class: "b-conditions" }, said.parts.map(row)),
      before.length ? el("button", { type: "button", class: "btn", "data-at": `${key}.when.add`, disabled: said.parts.length >= 20, click: () => write({ ...said, parts: [...said.parts, first(before[before.length - 1].key)] }) }, icon("plus"), said.parts.length ? " 再加一个条件" : " 设置显示条件") : null);
  }

  /* A value computed from the numbers before it. */
  function formula(item) {
    const { key } = item;
    const before = items().slice(0, items().indexOf(item)).filter((one) => kindOf(one).numeric);
    const said = Conditions.parseFormula(item.formula);
    const legend = el("legend", { class: "form-label" }, "怎样计算");
    if (!said) return el("fieldset", { class: "b-part" }, legend, el("p", {}, "这里有较复杂的算式，会按原样保留。"));
    if (!before.length) return el("fieldset", { class: "b-part" }, legend, el("p", {}, "前面还没有数字、金额或者打分题，请先加上。"));
    const write = (next) => changeItem(key, (one) => put(one, "formula", Conditions.buildFormula(next)));
    const replace = (at, next) => write({ ...said, parts: said.parts.map((one, place) => (place === at ? next : one)) });
    const row = (part, at) => el("li", { class: "b-condition" },
      el("select", { class: "form-select", "aria-label": `第 ${at + 1} 个数`, "data-at": `${key}.formula.${at}`, change: (event) => replace(at, event.target.value ? { question: event.target.value } : { number: "1" }) },
        before.map((one) => el("option", { value: one.key, selected: one.key === part.question }, `${called(one)}：${(one.label || "").slice(0, 24)}`)),
        "question" in part && !before.some((one) => one.key === part.question) ? el("option", { value: part.question, selected: true }, "（题目已删除或移到后面）") : null,
        el("option", { value: "", selected: "number" in part }, "固定的数")),
      "number" in part ? el("input", { class: "form-control", "aria-label": "固定的数", inputmode: "decimal", maxlength: 22, value: part.number, "data-at": `${key}.formula.${at}.number`, change: (event) => { const number = half(event.target.value); if (BOUND.test(number)) replace(at, { number }); else event.target.classList.add("is-invalid"); } }) : null,
      el("button", { type: "button", class: "btn btn-icon", "aria-label": `删除第 ${at + 1} 个数`, click: () => write({ ...said, parts: said.parts.filter((_, place) => place !== at) }) }, icon("x")));
    return el("fieldset", { class: "b-part" }, legend,
      el("select", { class: "form-select b-join", "aria-label": "算法", "data-at": `${key}.formula.word`, change: (event) => write({ ...said, word: event.target.value }) },
        Object.entries(Conditions.WORDS).map(([word, words]) => el("option", { value: word, selected: word === said.word }, words))),
      el("ol", { class: "b-conditions" }, said.parts.map(row)),
      el("button", { type: "button", class: "btn", "data-at": `${key}.formula.add`, disabled: said.parts.length >= 20, click: () => write({ ...said, parts: [...said.parts, { question: before[Math.min(said.parts.length, before.length - 1)].key }] }) }, icon("plus"), " 加一个数"),
      el("span", { class: "form-hint" }, "至少要有两个数；有一个没有填，就没有结果。"));
  }

  // ---------- preview, palette, keys

  const frame = document.getElementById("builder-frame");
  const preview = document.getElementById("builder-preview");

  async function look() {
    preview.showModal();
    await save();
    frame.src = `${page.preview}&at=${Date.now()}`;
  }

  for (const button of preview.querySelectorAll("[data-width]")) {
    button.addEventListener("click", () => {
      frame.classList.toggle("is-phone", button.dataset.width === "phone");
      for (const one of preview.querySelectorAll("[data-width]")) one.setAttribute("aria-pressed", String(one === button));
    });
  }

  const palette = document.getElementById("builder-palette");
  for (const group of page.palette) {
    const buttons = () => group.kinds.map((kind) => el("button", { type: "button", class: "btn b-kind", click: () => add(kind.kind) }, kind.label));
    for (const place of document.querySelectorAll("[data-palette]")) {
      place.append(el("h3", {}, group.label), el("div", { class: "b-kinds" }, buttons()));
    }
  }

  // ---------- questions of earlier surveys

  const borrow = document.getElementById("builder-borrow");
  const source = document.getElementById("builder-source");
  const list = document.getElementById("builder-borrowed");
  const take = document.getElementById("builder-take");
  const borrowing = document.getElementById("builder-borrowing");
  let offered = [];
  source.append(el("option", { value: "" }, "请选择"), ...page.sources.map(([code, title]) => el("option", { value: code }, title)));

  async function offer() {
    const asked = source.value;
    offered = [];
    list.replaceChildren();
    take.disabled = true;
    if (!asked) return;
    borrowing.textContent = "正在打开…";
    try {
      const answer = await fetch(`${page.borrow}?source=${encodeURIComponent(asked)}`, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      const found = (await answer.json()).items;
      if (asked !== source.value) return; // another one was chosen meanwhile
      offered = found;
      borrowing.textContent = offered.length ? "" : "这一份里没有题目。";
    } catch (failure) {
      borrowing.textContent = "没有打开，请检查网络后再选一次。";
    }
    list.replaceChildren(...offered.map((item, at) => el("li", {}, el("label", { class: "form-check" },
      el("input", { type: "checkbox", class: "form-check-input", value: String(at), change: counted }),
      el("span", { class: "form-check-label" }, `${item.label || item.note || "（没有文字）"}　`, el("span", { class: "badge bg-blue-lt" }, kindOf(item).label))))));
  }

  function counted() {
    const number = list.querySelectorAll(":checked").length;
    take.disabled = !number;
    borrowing.textContent = number ? `选了 ${number} 题` : "";
  }

  /* They are questions of their own here: under new keys, without conditions over questions that are not here. */
  function taken() {
    const room = limits.items - items().length;
    const chosen = [...list.querySelectorAll(":checked")].map((one) => offered[Number(one.value)]).slice(0, room);
    const at = items().findIndex((one) => one.key === open);
    borrow.close();
    if (!chosen.length) { say(`一份问卷最多 ${limits.items} 题`); return; }
    commit((next) => {
      for (const [by, { when, ...item }] of chosen.entries()) {
        const key = fresh("q", next.items, page.used.items);
        next.items.splice(at < 0 ? next.items.length : at + 1 + by, 0, { ...copyOf(item), key });
        if (!by) open = key;
      }
    });
    focus(`${open}.label`);
    say(`加了 ${chosen.length} 题`);
  }

  source.addEventListener("change", offer);
  take.addEventListener("click", taken);

  const press = (name, act) => { for (const one of document.querySelectorAll(`[data-act="${name}"]`)) one.addEventListener("click", act); };
  press("undo", undo);
  press("redo", redo);
  press("preview", look);
  press("save", () => { failures = 0; save(); });
  press("add", () => palette.showModal());
  press("borrow", () => { palette.close(); borrow.showModal(); });
  press("close", (event) => event.currentTarget.closest("dialog").close());

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector("dialog[open]")) return;
    const letter = event.key.toLowerCase();
    if (letter === "z" && !event.shiftKey) undo();
    else if (letter === "y" || (letter === "z" && event.shiftKey)) redo();
    else if (letter === "s") save();
    else return;
    event.preventDefault();
  });

  // Links that go on with the survey wait until the last change is kept.
  for (const link of document.querySelectorAll("[data-after-save]")) {
    link.addEventListener("click", async (event) => {
      if (!isDirty && !isSending) return;
      event.preventDefault();
      await save();
      if (!isDirty) window.location.assign(link.href);
    });
  }

  document.getElementById("builder-conflict").addEventListener("cancel", (event) => event.preventDefault());
  window.addEventListener("online", save);
  window.addEventListener("beforeunload", (event) => { if (isDirty || isSending) event.preventDefault(); });

  box.hidden = false;
  draw();
  restore();
})();
