"use strict";
/* <form data-passkey="create|get|signin"> asks the device for a passkey and sends what it answers in the field
   `credential`. What the server wants stands as JSON in #passkey-data, for "signin" at the address data-passkey-from. */

(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const listed = (list) => (list || []).map((item) => ({ ...item, id: bytes(item.id) }));

  async function create(options, alone) {
    const wanted = options.publicKey;
    const selection = { ...wanted.authenticatorSelection, residentKey: alone ? "required" : "discouraged" };
    selection.requireResidentKey = alone;
    if (alone) selection.userVerification = "required";
    return navigator.credentials.create({
      publicKey: {
        ...wanted,
        challenge: bytes(wanted.challenge),
        user: { ...wanted.user, id: bytes(wanted.user.id) },
        excludeCredentials: listed(wanted.excludeCredentials),
        authenticatorSelection: selection,
      },
    });
  }

  async function get(options) {
    const wanted = options.publicKey;
    return navigator.credentials.get({
      publicKey: { ...wanted, challenge: bytes(wanted.challenge), allowCredentials: listed(wanted.allowCredentials) },
    });
  }

  function written(credential) {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    }
    if (credential.response.getTransports) response.transports = credential.response.getTransports();
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
      response,
    });
  }

  async function ask(form) {
    if (form.dataset.passkey === "create") {
      const options = JSON.parse(document.getElementById("passkey-data").textContent).creation_options;
      return create(options, form.elements.passwordless.checked);
    }
    if (form.dataset.passkey === "get") {
      return get(JSON.parse(document.getElementById("passkey-data").textContent).request_options);
    }
    const answer = await fetch(form.dataset.passkeyFrom, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return get((await answer.json()).request_options);
  }

  function prepare(form) {
    const words = form.querySelector("[data-passkey-words]") || document.querySelector("[data-passkey-words]");
    if (!window.PublicKeyCredential) {
      for (const button of form.querySelectorAll("button[type=submit]")) button.disabled = true;
      words.textContent = "这个浏览器或网址不支持通行密钥（需要 HTTPS）。";
      return;
    }
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      words.textContent = "请按浏览器的提示操作……";
      try {
        form.elements.credential.value = written(await ask(form));
        form.submit();
      } catch (error) {
        words.textContent = error.name === "NotAllowedError" ? "没有完成，可以再试一次。" : "没有成功，请再试一次，或换一种方式。";
      }
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("form[data-passkey]")) prepare(form);
  });
})();
