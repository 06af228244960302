// The code from the mail, that ends a sign-up or sets a new password.

import { held } from "../credentials.js";
import { el, heading } from "../dom.js";
import { reset, sendAgain, verify } from "../identity.js";
import { empty } from "../parts/empty.js";
import { busy, form } from "../parts/field.js";
import { codeField, follow, passwordField } from "../parts/login.js";
import { skeletonOf } from "../parts/skeleton.js";
import { tell } from "../parts/toast.js";

export const tab = "account";
export const skeleton = () => skeletonOf("title", "row");
export const load = async () => held().pending;

export function draw(pending, place) {
  if (!pending) {
    const way = el("a", { class: "button", href: "#/account" }, "Sign in");
    return empty("account", "No code is awaited", "It has been used, or it took too long.", way);
  }
  const forReset = pending.kind === "reset";
  const fields = forReset ? [codeField(), passwordField({ fresh: true, label: "New password" })] : [codeField()];
  return [
    heading(forReset ? "Set a new password" : "Enter the code"),
    el("p", { class: "lead" }, "We sent a code to ", el("strong", {}, pending.email), "."),
    form(fields, forReset ? "Set password" : "Confirm", async ({ key, password }) => {
      follow(forReset ? await reset(key.trim(), password) : await verify(key.trim()), place);
    }),
    el("p", { class: "aside" }, "Nothing there? Look among the spam, or ", again(place), "."),
    el("p", { class: "aside" }, el("a", { href: forReset ? "#/account/reset" : "#/account/sign-up" }, "Use another address")),
  ];
}

function again(place) {
  const button = el("button", { type: "button", class: "link", click: send }, "send it again");
  async function send() {
    busy(button, true);
    try {
      await sendAgain();
      tell("A new code is on its way.");
    } catch (error) {
      tell(error.message);
      if (error.code === "pending_gone") place.reload();
    }
    busy(button, false);
  }
  return button;
}
