// Proving once more who one is, in a sheet over the screen, before what protects the account is changed.

import { el } from "../dom.js";
import { knowsPasskeys } from "../passkeys.js";
import { Refusal } from "../requests.js";
import { proveCode, provePasskey, provePassword } from "../security.js";
import { form } from "./field.js";
import { oneTimeCodeField, passwordField } from "./login.js";
import { openSheet } from "./sheet.js";

/** Do it; where it has to be proved first, ask, and then do it. Whoever puts the sheet away has it left undone. */
export async function confirmed(work) {
  try {
    return await work();
  } catch (error) {
    if (error.code !== "unconfirmed") throw error;
    await proof(error.details.flows);
    return work();
  }
}

function proof(flows) {
  return new Promise((resolve, reject) => {
    const close = openSheet({
      title: "Is it you?",
      content: [el("p", { class: "lead" }, "Show once more that it is you. It holds for some minutes."), ...ways(flows, () => close(true))],
      foot: el("button", { type: "button", class: "link", click: () => close(null) }, "Not now"),
      closed: resolve,
      left: () => reject(new Refusal(401, { code: "unconfirmed", detail: "Nothing was changed: it was not shown that it is you." })),
    });
  });
}

function ways(flows, done) {
  const has = (id, type) => flows.some((flow) => flow.id === id && (!type || flow.types.includes(type)));
  const byPassword = [passwordField({ id: "proof-password" })];
  const byCode = [oneTimeCodeField("Code", { id: "proof-code", hint: "From your app, or one of your recovery codes." })];
  return [
    has("reauthenticate") && form(byPassword, "Go on", async ({ password }) => done(await provePassword(password))),
    has("mfa_reauthenticate") && form(byCode, "Use the code", async ({ code }) => done(await proveCode(code)), { look: "button-quiet button-wide" }),
    has("mfa_reauthenticate", "webauthn") && knowsPasskeys && form([], "Use a passkey", async () => done(await provePasskey()), { look: "button-quiet button-wide" }),
  ].filter(Boolean);
}
