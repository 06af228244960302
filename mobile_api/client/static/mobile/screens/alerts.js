// What a customer waits for.

import { act, screen } from "../api.js";
import { el, heading } from "../dom.js";
import { day } from "../parts/dates.js";
import { busy } from "../parts/field.js";
import { skeletonRows } from "../parts/skeleton.js";
import { thing, things } from "../parts/things.js";
import { tell } from "../parts/toast.js";

export const tab = "account";
export const skeleton = () => skeletonRows(2);
export const load = () => screen("alerts");

export function draw({ alerts }, place) {
  return [
    heading("What you wait for"),
    alerts.length
      ? things(alerts.map((alert) => row(alert, place)))
      : el("p", { class: "plain" }, "Nothing. On the screen of what is sold out you can ask to be told."),
  ];
}

function row(alert, place) {
  const { id, product, title, option, email, created_at } = alert;
  const button = el("button", { type: "button", class: "link", "data-key": `alert-${id}`, "aria-label": `Wait no longer for ${title}`, click: cancel }, "Remove");
  async function cancel() {
    if (button.getAttribute("aria-disabled") === "true") return;
    busy(button, true);
    try {
      place.redraw(await act("alerts/cancel", { alert: id }));
      tell("You will not hear of that one.");
    } catch (error) {
      busy(button, false);
      tell(error.message);
    }
  }
  const about = [option, `to ${email}`, `since ${day(created_at)}`].filter(Boolean).join(" · ");
  return thing(el("a", { href: `#/product/${product}` }, title), about, button);
}
