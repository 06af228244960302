// Being told when what is sold out is back: by one tap for who is signed in, else by saying where to.

import { act } from "../api.js";
import { held, isSignedIn } from "../credentials.js";
import { el } from "../dom.js";
import { busy, form } from "./field.js";
import { emailField } from "./login.js";
import { openSheet } from "./sheet.js";
import { tell } from "./toast.js";

export function waitButton(variant, name) {
  const button = el("button", { type: "button", class: "button button-quiet", "data-key": "wait", click: go }, "Tell me when it is back");
  async function go() {
    if (!isSignedIn()) return askWhere(variant, name);
    if (button.getAttribute("aria-disabled") === "true") return;
    busy(button, true);
    try {
      await act("alerts", { variant: variant.id });
      told(held().email);
    } catch (error) {
      tell(error.message);
    }
    busy(button, false);
  }
  return button;
}

function askWhere(variant, name) {
  const ask = form([emailField({ autocomplete: "email" })], "Tell me", async ({ email }) => {
    await act("alerts", { variant: variant.id, email });
    close(email);
  });
  const close = openSheet({
    title: "When it is back",
    content: [el("p", { class: "lead" }, `${name}: one e-mail, and no other.`), ask],
    foot: null,
    closed: told,
  });
}

const told = (email) => tell(`We write to ${email} as soon as it is back.`);
