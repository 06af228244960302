// A forgotten password: a code comes by mail.

import { el, heading } from "../dom.js";
import { requestReset } from "../identity.js";
import { form } from "../parts/field.js";
import { emailField, follow } from "../parts/login.js";
import { skeletonOf } from "../parts/skeleton.js";

export const tab = "account";
export const skeleton = () => skeletonOf("title", "row");
export const load = async () => null;

export function draw(_, place) {
  return [
    heading("Forgot your password?"),
    el("p", { class: "lead" }, "We send a code to your address, for setting a new one."),
    form([emailField()], "Send the code", async ({ email }) => follow(await requestReset(email), place)),
    el("p", { class: "aside" }, el("a", { href: "#/account" }, "Back to signing in")),
  ];
}
