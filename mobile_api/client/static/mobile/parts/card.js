// Products in a list, two beside each other.

import { el, unseen } from "../dom.js";
import { cover } from "./cover.js";

const AT_ONCE = 4; // covers that are in sight before anything is scrolled

export function cards(list, { from = 0 } = {}) {
  return list.map((card, index) => cardOf(card, { now: from + index < AT_ONCE }));
}

export function cardOf(card, { now = false } = {}) {
  return el(
    "li",
    {},
    el(
      "a",
      { class: "card", href: `#/product/${card.id}`, "data-key": `product-${card.id}` },
      cover(card.image, { now }),
      card.sold_out && el("span", { class: "tag" }, "Sold out"),
      !card.sold_out && card.was && el("span", { class: "tag tag-offer" }, "On offer"),
      el("span", { class: "card-title" }, card.title),
      el("span", { class: "card-brand" }, card.brand),
      priceOf(card),
    ),
  );
}

/** `varies`: the price is the lowest of several. */
export function priceOf({ price, was, varies }) {
  return el(
    "span",
    { class: was ? "price price-offer" : "price" },
    varies && el("small", {}, "from "),
    price,
    was && [" ", unseen("instead of "), el("s", {}, was)],
  );
}
