// Nothing here yet, and where to find something.

import { el, heading, icon } from "../dom.js";

export function empty(symbol, title, text, ...ways) {
  return el("section", { class: "empty" }, icon(symbol), heading(title), el("p", {}, text), ...ways);
}
