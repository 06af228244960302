// Some products in a row that scrolls sideways, and the way to all of them.

import { el, icon, unseen } from "../dom.js";
import { cardOf } from "./card.js";

/** `more`, if given, is { href, text }, and `whole` where the text says by itself of what. `large` is for the one that opens a screen. */
export function shelf({ title, about = "", cards, more = null, large = false, first = 0 }) {
  const row = el("ul", { class: "shelf-row" }, ...cards.map((card, at) => cardOf(card, { now: at < first })));
  const head = el(
    "header",
    { class: "shelf-head" },
    el("h2", {}, title),
    steps(row, title),
    more && el("a", { class: "shelf-more", href: more.href }, more.text, !more.whole && unseen(` of ${title}`), icon("go")),
    about && el("p", { class: "shelf-about" }, about),
  );
  return el("section", { class: large ? "shelf shelf-large" : "shelf" }, head, row);
}

/** For a mouse, which cannot swipe: a screenful back and forth. */
function steps(row, title) {
  const step = (symbol, text, direction) =>
    el(
      "button",
      { type: "button", class: "shelf-step", "aria-label": `${text}: ${title}`, click: () => row.scrollBy({ left: direction * row.clientWidth * 0.8 }) },
      icon(symbol),
    );
  const both = el("div", { class: "shelf-steps", hidden: true }, step("back", "Scroll back", -1), step("go", "Scroll on", 1));
  new ResizeObserver(() => {
    both.hidden = row.scrollWidth <= row.clientWidth + 1;
  }).observe(row);
  return both;
}
