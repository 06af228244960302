// What the screens of signing up and in have in common: their fields, and where they lead.

import { screen } from "../api.js";
import { setCount } from "../credentials.js";
import { field } from "./field.js";
import { tell } from "./toast.js";

export const emailField = ({ label = "E-mail", autocomplete = "username" } = {}) =>
  field("email", label, { type: "email", autocomplete, inputmode: "email", autocapitalize: "none", maxlength: 254 });

export const passwordField = ({ fresh = false, label = "Password", name = "password", id = name } = {}) =>
  field(name, label, {
    id,
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

/** From an app for one-time codes; in its place a recovery code does as well. */
export const oneTimeCodeField = (label = "Code", more = {}) =>
  field("code", label, { autocomplete: "one-time-code", inputmode: "numeric", maxlength: 20, ...more });

/** Go on to where a step led: see identity.js. */
export function follow(led, place) {
  if (!place.isCurrent()) return;
  if (led !== "in") {
    location.hash = led === "factor" ? "#/account/factor" : "#/account/code";
    return;
  }
  tell("You are signed in.");
  screen("cart").then((cart) => setCount(cart.count), () => {}); // the guest's cart came along
  if (location.hash === "#/account") place.reload();
  else location.replace("#/account");
}
