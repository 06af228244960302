// The password of the account, changed by who knows it.

import { el, heading } from "../dom.js";
import { form } from "../parts/field.js";
import { passwordField } from "../parts/login.js";
import { skeletonOf } from "../parts/skeleton.js";
import { tell } from "../parts/toast.js";
import { changePassword, whoAmI } from "../security.js";

export const tab = "account";
export const skeleton = () => skeletonOf("title", "row");
export const load = () => whoAmI();

/** Who has only ever come by way of a provider has none yet. */
export function draw({ email, has_usable_password: isSet }) {
  const fields = [
    whose(email),
    isSet && passwordField({ name: "current_password", label: "Current password" }),
    passwordField({ name: "new_password", label: "New password", fresh: true }),
  ].filter(Boolean);
  return [
    heading(isSet ? "Change your password" : "Set a password"),
    el("p", { class: "lead" }, "You are then signed out everywhere, here as well, and sign in with the new one."),
    form(fields, isSet ? "Change it" : "Set it", async ({ current_password, new_password }) => {
      await changePassword(current_password, new_password);
      tell("Your new password is set. Sign in with it.");
      location.replace("#/account");
    }),
    isSet && el("p", { class: "aside" }, el("a", { href: "#/account/reset" }, "You do not know the current one?")),
  ];
}

/** For password managers. */
function whose(email) {
  const input = el("input", { type: "email", autocomplete: "username", value: email, readonly: true, tabindex: "-1", "aria-label": "E-mail" });
  return el("span", { class: "unseen" }, input);
}
