// Whoever is signed in, or the way in.

import { held, isSignedIn } from "../credentials.js";
import { el, heading, icon } from "../dom.js";
import { signIn, signInByPasskey, signOut } from "../identity.js";
import { busy, form } from "../parts/field.js";
import { emailField, follow, passwordField } from "../parts/login.js";
import { skeletonOf } from "../parts/skeleton.js";
import { tell } from "../parts/toast.js";
import { knowsPasskeys } from "../passkeys.js";

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
    el("ul", { class: "menu" }, way("#/orders", "orders", "Your orders"), way("#/cart", "cart", "Your cart"), way("#/account/alerts", "clock", "What you wait for")),
    el("h2", {}, "This app"),
    el("ul", { class: "menu" }, way("#/account/market", "home", "Language and currency")),
    el("h2", {}, "Signing in"),
    el(
      "ul",
      { class: "menu" },
      way("#/account/email", "mail", "E-mail address"),
      way("#/account/password", "lock", "Password"),
      way("#/account/two-step", "shield", "Two-step sign-in"),
      way("#/account/passkeys", "key", "Passkeys"),
      way("#/account/connections", "link", "Connected accounts"),
      way("#/account/devices", "device", "Where you are signed in"),
    ),
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
    pending && goOn(pending),
    form([emailField(), passwordField()], "Sign in", async ({ email, password }) => {
      follow(await signIn(email, password), place);
    }),
    knowsPasskeys && form([], "Sign in with a passkey", async () => follow(await signInByPasskey(), place), { look: "button-quiet button-wide" }),
    el("p", { class: "aside" }, el("a", { href: "#/account/reset" }, "Forgot your password?")),
    el("p", { class: "aside" }, "New here? ", el("a", { href: "#/account/sign-up" }, "Create an account")),
    el("ul", { class: "menu" }, way("#/account/market", "home", "Language and currency")),
  ];
}

function goOn({ kind }) {
  const [text, href] = kind === "factor" ? ["One step of signing in is left. ", "#/account/factor"] : ["A code is on its way to you. ", "#/account/code"];
  return el("p", { class: "notice notice-warning" }, text, el("a", { href }, "Go on"), ".");
}
