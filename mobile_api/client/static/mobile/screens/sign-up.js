// A new account: an address and a password, then the code from the mail.

import { el, heading } from "../dom.js";
import { signUp } from "../identity.js";
import { form } from "../parts/field.js";
import { emailField, follow, passwordField } from "../parts/login.js";
import { skeletonOf } from "../parts/skeleton.js";

export const tab = "account";
export const skeleton = () => skeletonOf("title", "row");
export const load = async () => null;

export function draw(_, place) {
  return [
    heading("Create an account"),
    el("p", { class: "lead" }, "We send a code to your address, to see that it is yours."),
    form([emailField(), passwordField({ fresh: true })], "Create account", async ({ email, password }) => {
      follow(await signUp(email, password), place);
    }),
    el("p", { class: "aside" }, "You have one? ", el("a", { href: "#/account" }, "Sign in")),
  ];
}
