// Things of the account that can be taken away: passkeys, connected accounts, where somebody is signed in.

import { el } from "../dom.js";
import { confirmed } from "./confirm.js";
import { busy } from "./field.js";
import { tell } from "./toast.js";

export const things = (rows) => el("ul", { class: "things" }, ...rows);

export function thing(name, about, ...ways) {
  return el("li", { class: "thing" }, el("p", {}, el("strong", {}, name), el("small", {}, about)), el("span", { class: "thing-ways" }, ...ways));
}

/** A button that does something to one of them, whose proof of who one is is asked for where it has to be. */
export function way(text, named, work, { look = "link" } = {}) {
  const button = el("button", { type: "button", class: look, "aria-label": named, click: go }, text);
  async function go() {
    if (button.getAttribute("aria-disabled") === "true") return;
    busy(button, true);
    try {
      await confirmed(work);
    } catch (error) {
      tell(error.message);
    }
    busy(button, false);
  }
  return button;
}
