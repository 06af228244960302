// The second step of a sign-in: a code from an app, a recovery code, or a passkey.

import { held } from "../credentials.js";
import { el, heading } from "../dom.js";
import { giveCode, givePasskey } from "../identity.js";
import { empty } from "../parts/empty.js";
import { form } from "../parts/field.js";
import { follow, oneTimeCodeField } from "../parts/login.js";
import { skeletonOf } from "../parts/skeleton.js";
import { knowsPasskeys } from "../passkeys.js";

export const tab = "account";
export const skeleton = () => skeletonOf("title", "row");
export const load = async () => held().pending;

export function draw(pending, place) {
  if (pending?.kind !== "factor") {
    return empty("account", "No code is awaited", "It took too long, or too many tries.", el("a", { class: "button", href: "#/account" }, "Sign in"));
  }
  const hint = "From your authenticator app, or one of your recovery codes.";
  return [
    heading("One more step"),
    el("p", { class: "lead" }, "Your password is right. Now show that you have your device, too."),
    form([oneTimeCodeField("Code", { hint })], "Sign in", async ({ code }) => follow(await giveCode(code.trim()), place)),
    pending.types?.includes("webauthn") && knowsPasskeys && form([], "Use a passkey", async () => follow(await givePasskey(), place), { look: "button-quiet button-wide" }),
    el("p", { class: "aside" }, el("a", { href: "#/account" }, "Sign in as somebody else")),
  ];
}
