// What the screens of signing up and in have in common: their fields, and where they lead.

import { screen } from "../api.js";
import { setCount } from "../credentials.js";
import { field } from "./field.js";
import { tell } from "./toast.js";

export const emailField = (value) =>
  field("email", "E-mail", { type: "email", autocomplete: "username", inputmode: "email", autocapitalize: "none", maxlength: 254, value: value || null });

export const passwordField = ({ fresh = false, label = "Password" } = {}) =>
  field("password", label, {
    type: "password",
    autocomplete: fresh ? "new-password" : "current-password",
    hint: fresh ? "At least 8 characters." : null,
  });

export const codeField = () =>
  field("key", "Code", {
    autocomplete: "one-time-code",
    autocapitalize: "characters",
    spellcheck: "false",
    maxlength: 20,
    placeholder: "ABCD-EFGH",
  });

/** Go on to where a step led: see identity.js. */
export function follow(led, place) {
  if (!place.isCurrent()) return;
  if (led !== "in") {
    location.hash = "#/account/code";
    return;
  }
  tell("You are signed in.");
  screen("cart").then((cart) => setCount(cart.count), () => {}); // the guest's cart came along
  if (location.hash === "#/account") place.reload();
  else location.replace("#/account");
}
