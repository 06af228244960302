// Passkeys, and recovery codes to copy. What the browser answers goes into an ordinary form, and on its way as any other.

import { el } from "./dom.js";

const ASKED = {
  get: (options) =>
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options.request_options.publicKey) }),
  create: (options) =>
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options.creation_options.publicKey) }),
};

// A passkey is bound to the shop's name, which an address such as 127.0.0.1 is not.
const isNamed = !/^[\d.]+$|:/.test(location.hostname);
const knowsPasskeys = isNamed && window.PublicKeyCredential?.parseCreationOptionsFromJSON;

for (const form of document.querySelectorAll("[data-passkey]")) if (knowsPasskeys) offer(form);
for (const codes of document.querySelectorAll("[data-codes]")) if (navigator.clipboard) copyable(codes);

function offer(form) {
  const [button, fault] = [form.querySelector("button"), form.querySelector(".fault[role=alert]")];
  form.hidden = false;
  document.querySelector("[data-without-passkeys]")?.remove();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", true);
    fault.textContent = "";
    try {
      const credential = await ASKED[form.dataset.passkey](await optionsOf(form));
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch (error) {
      button.removeAttribute("aria-disabled");
      fault.textContent = explain(error);
    }
  });
}

async function optionsOf(form) {
  const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.errors?.[0]?.message ?? "Please load this page again, and try once more.");
  return body.data;
}

function explain(error) {
  if (error.name === "NotAllowedError") return "No passkey was used.";
  if (error.name === "InvalidStateError") return "This device has a passkey for your account already.";
  return error.message || "That did not work. Please try again.";
}

function copyable(codes) {
  const button = el("button", { class: "button button-quiet", type: "button" }, "Copy");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText([...codes.querySelectorAll("code")].map((code) => code.textContent).join("\n"));
    button.textContent = "Copied";
  });
  codes.querySelector(".actions").append(button);
}
