// Whoever is signed in, or the way in.

import { held, isSignedIn } from "../credentials.js";
import { el, heading, icon } from "../dom.js";
import { signIn, signOut } from "../identity.js";
import { busy, form } from "../parts/field.js";
import { emailField, follow, passwordField } from "../parts/login.js";
import { skeletonOf } from "../parts/skeleton.js";
import { tell } from "../parts/toast.js";

export const tab = "account";
export const skeleton = () => skeletonOf("title", "row");
export const load = async () => ({ signedIn: isSignedIn(), email: held().email });

export function draw({ signedIn, email }, place) {
  return signedIn ? own(email, place) : wayIn(place);
}

function own(email, place) {
  const button = el("button", { type: "button", class: "button button-quiet button-wide", click: leave }, "Sign out");
  async function leave() {
    busy(button, true);
    try {
      await signOut();
      tell("You are signed out.");
      place.reload();
    } catch (error) {
      busy(button, false);
      tell(error.message);
    }
  }
  return [
    heading("Account"),
    el(
      "div",
      { class: "panel person" },
      el("span", { class: "person-mark", "aria-hidden": "true" }, (email ?? "?").slice(0, 1).toUpperCase()),
      el("p", {}, el("small", {}, "Signed in as"), el("strong", {}, email)),
    ),
    el("ul", { class: "menu" }, way("#/orders", "orders", "Your orders"), way("#/cart", "cart", "Your cart")),
    button,
  ];
}

function way(href, symbol, text) {
  return el("li", {}, el("a", { href }, icon(symbol), el("span", {}, text), icon("go")));
}

function wayIn(place) {
  const { pending } = held();
  return [
    heading("Sign in"),
    el("p", { class: "lead" }, "Your cart comes along, and your orders are on every device."),
    pending && el("p", { class: "notice notice-warning" }, "A code is on its way to you. ", el("a", { href: "#/account/code" }, "Enter it"), "."),
    form([emailField(), passwordField()], "Sign in", async ({ email, password }) => {
      follow(await signIn(email, password), place);
    }),
    el("p", { class: "aside" }, el("a", { href: "#/account/reset" }, "Forgot your password?")),
    el("p", { class: "aside" }, "New here? ", el("a", { href: "#/account/sign-up" }, "Create an account")),
  ];
}
