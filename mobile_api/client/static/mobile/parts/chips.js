// Categories to go on to, in a row that scrolls by itself.

import { el } from "../dom.js";

export function chips(categories, name) {
  if (!categories.length) return null;
  const ways = categories.map(({ id, name }) =>
    el("li", {}, el("a", { class: "chip", href: `#/browse/${id}`, "data-key": `category-${id}` }, name)),
  );
  return el("nav", { class: "chips", "aria-label": name }, el("ul", {}, ...ways));
}
