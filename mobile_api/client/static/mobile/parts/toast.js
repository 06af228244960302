// A short word on what was done, above the tabs. It goes by itself.

import { el } from "../dom.js";

const toast = document.querySelector(".toast");
const LASTS = 6000; // milliseconds
let timer;

/** `way`, if given, is { href, text }: where to go on; or { click, text }, and then it stays until it is left. */
export function tell(text, way = null) {
  clearTimeout(timer);
  toast.replaceChildren(el("span", {}, text), ...(way ? [wayOn(way)] : []));
  if (!way?.click) timer = setTimeout(quiet, LASTS);
}

const wayOn = ({ href, click, text }) => (href ? el("a", { href }, text) : el("button", { type: "button", click }, text));

export function quiet() {
  clearTimeout(timer);
  toast.replaceChildren();
}

/** For ears alone, where eyes have seen it happen. */
export function say(text) {
  document.querySelector("#spoken").textContent = text;
}
