// Small things that pages ask for with data- attributes; README.md beside this file lists them.
// Everything is delegated from the document, so that parts that htmx brings in later work too.
(function () {
  "use strict";

  const root = document.documentElement;
  const LARGE_KEY = "kexie-large";
  const RELEASE_AFTER = 20000; // ms; a form sent twice acts once on the server, so letting go is safe

  // ---------- what was done, said to the eye and to the screen reader

  let toast;
  let toastTimer;

  function say(words) {
    if (!toast) {
      toast = document.createElement("div");
      toast.className = "k-toast";
      toast.setAttribute("role", "status");
      document.body.append(toast);
    }
    clearTimeout(toastTimer);
    toast.textContent = "";
    setTimeout(() => { toast.textContent = words; }, 50); // an empty moment, so that the same words are read out again
    toastTimer = setTimeout(() => { toast.textContent = ""; }, 5000);
  }

  // ---------- what htmx brought in: <span data-announce tabindex="-1"> is read out; it gets the focus where that was lost

  const reader = document.createElement("div"); // there from the start: only then are its changes read out
  reader.className = "visually-hidden";
  reader.setAttribute("role", "status");
  document.body.append(reader);

  let hadFocus = false; // the part that htmx replaces

  document.addEventListener("htmx:beforeSwap", (event) => {
    hadFocus = event.detail.target.contains(document.activeElement);
    // Led elsewhere, as to signing in when the session has ended: that page is opened, not put into a part of this one
    const asked = new URL(event.detail.requestConfig.path, location.href);
    const led = new URL(event.detail.xhr.responseURL || asked, location.href);
    if (led.pathname !== asked.pathname) {
      event.detail.shouldSwap = false;
      location.assign(led);
    }
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    const said = event.target.querySelector && event.target.querySelector("[data-announce]");
    if (!said) return;
    for (const button of document.querySelectorAll("[data-toggle]")) {
      if (unfolded.has(button.getAttribute("aria-controls"))) setOpen(button, true);
    }
    if (hadFocus && document.activeElement === document.body) said.focus({ preventScroll: true });
    reader.textContent = "";
    setTimeout(() => { reader.textContent = said.textContent.trim().replace(/\s+/g, " "); }, 50);
  });

  // ---------- menus and folding filters: <button data-toggle aria-controls="id" aria-expanded="false">

  const unfolded = new Set(); // ids of what is open, also when htmx brings it in anew

  function setOpen(button, open) {
    const target = document.getElementById(button.getAttribute("aria-controls"));
    if (!target) return;
    if (open) unfolded.add(target.id);
    else unfolded.delete(target.id);
    target.classList.toggle("is-open", open);
    button.setAttribute("aria-expanded", String(open));
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-toggle]");
    if (button) setOpen(button, button.getAttribute("aria-expanded") !== "true");
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const button of document.querySelectorAll('[data-toggle][aria-expanded="true"]')) {
      const target = document.getElementById(button.getAttribute("aria-controls"));
      if (target && (target.contains(document.activeElement) || button === document.activeElement)) {
        setOpen(button, false);
        button.focus();
      }
    }
  });

  // ---------- large-type view: <button data-large aria-pressed="false">; early.js has already applied it

  function showLarge() {
    const large = root.classList.contains("large");
    for (const button of document.querySelectorAll("[data-large]")) button.setAttribute("aria-pressed", String(large));
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-large]")) return;
    const large = root.classList.toggle("large");
    try {
      localStorage.setItem(LARGE_KEY, large ? "1" : "0");
    } catch (error) {
      // Not remembered where storage is forbidden; it still works on this page.
    }
    showLarge();
    say(large ? "已切换到大字版" : "已恢复标准字号");
    document.dispatchEvent(new CustomEvent("kexie:look"));
  });

  // ---------- <button data-print>

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  // ---------- <button data-copy="words"> or <button data-copy-from="#id">

  async function copy(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    // Plain http, as on many intranets: the old way.
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "visually-hidden";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("copy refused");
  }

  /** A table as a spreadsheet takes it: a tab between cells, a line for each row. */
  function textOf(source) {
    if (!(source instanceof HTMLTableElement)) return "value" in source ? source.value : source.textContent.trim();
    const cellText = (cell) => cell.textContent.trim().replace(/\s+/g, " ");
    return Array.from(source.rows, (row) => Array.from(row.cells, cellText).join("\t")).join("\n");
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy], [data-copy-from]");
    if (!button) return;
    const source = button.dataset.copyFrom && document.querySelector(button.dataset.copyFrom);
    const text = source ? textOf(source) : button.dataset.copy;
    try {
      await copy(text || "");
      say("已复制");
    } catch (error) {
      say("复制失败，请选中文字后手动复制");
    }
    button.focus();
  });

  // ---------- leaving with unsaved text warns: <form data-guard>; a form shown again with errors says data-guard="changed"

  const changed = new WeakSet();

  function noteChange(event) {
    // Chosen anew, and maybe kept over the next refusal: what was wrong with the file before does not count any more
    if (event.target.type === "file") event.target.removeAttribute("aria-invalid");
    const form = event.target.form || event.target.closest("form");
    if (form && form.matches("[data-guard]")) changed.add(form);
  }

  function isTypedInto(form) {
    return Array.from(form.elements).some((control) => !["hidden", "submit", "button"].includes(control.type));
  }

  document.addEventListener("input", noteChange);
  document.addEventListener("change", noteChange);

  window.addEventListener("beforeunload", (event) => {
    for (const form of document.querySelectorAll("form[data-guard]")) {
      const unsaved = changed.has(form) || (form.dataset.guard === "changed" && isTypedInto(form));
      if (unsaved && !sending.has(form)) {
        event.preventDefault();
        event.returnValue = ""; // Chromium before 119
        return;
      }
    }
  });

  // ---------- no double submit: <form data-once>; buttons get aria-disabled, not disabled,
  // so the pressed button's name and value are sent and it keeps the focus

  const sending = new WeakMap(); // form → timer

  function submitButtons(form) {
    return Array.from(form.elements).filter((control) => control.type === "submit" || control.type === "image");
  }

  function hold(form) {
    sending.set(form, setTimeout(() => release(form), RELEASE_AFTER));
    if (!form.matches("[data-once]")) return;
    form.setAttribute("aria-busy", "true");
    for (const button of submitButtons(form)) button.setAttribute("aria-disabled", "true");
  }

  function release(form) {
    clearTimeout(sending.get(form));
    sending.delete(form);
    form.removeAttribute("aria-busy");
    for (const button of submitButtons(form)) button.removeAttribute("aria-disabled");
  }

  const requesting = new WeakSet(); // forms that htmx is sending

  // First in line (capturing on window): a second submit never reaches htmx or the browser.
  window.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-once], [data-guard]")) return;
    if (sending.has(form) && form.matches("[data-once]")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    hold(form);
    setTimeout(() => {
      // Somebody refused the submit, or a question before it was answered with no
      if (event.defaultPrevented && !requesting.has(form)) release(form);
    }, 0);
  }, true);

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt instanceof HTMLFormElement) requesting.add(event.detail.elt);
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt;
    if (!(form instanceof HTMLFormElement)) return;
    requesting.delete(form);
    release(form);
    if (event.detail.successful) changed.delete(form); // saved; else it still warns
  });

  // Back to a page that the browser had kept
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of document.querySelectorAll("form[data-once], form[data-guard]")) release(form);
    showLarge();
  });

  // ---------- tabs that are wider than a phone: show the chosen one

  function showChosenTab() {
    for (const tab of document.querySelectorAll(".k-tabs a[aria-current]")) {
      const row = tab.closest("ul");
      row.scrollLeft = Math.max(0, tab.offsetLeft - row.offsetLeft - 16);
    }
  }

  document.addEventListener("htmx:afterSettle", showChosenTab);
  showChosenTab();

  // ---------- htmx: errors in words (its settings stand in <meta name="htmx-config">, see README.md)

  document.addEventListener("htmx:sendError", () => say("网络不通，请检查网络后重试"));
  document.addEventListener("htmx:timeout", () => say("等待时间过长，请稍后重试"));
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    if (status === 401 || status === 403) say("登录已过期或没有权限，请重新登录后再试");
    else if (status === 404) say("内容不存在或已被移走");
    else if (status === 429) say("操作过于频繁，请稍后再试");
    else say("系统暂时无法处理，请稍后重试");
  });

  showLarge();
})();
