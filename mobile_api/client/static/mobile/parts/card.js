// Products in a list, beside each other.

import { el, unseen } from "../dom.js";
import { cover } from "./cover.js";
import { shortDay } from "./dates.js";
import { plusTax } from "./taxes.js";

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
      tagOf(card),
      el("span", { class: "card-title" }, card.title),
      card.brand && el("span", { class: "card-brand" }, card.brand),
      priceOf(card),
    ),
  );
}

/** What is special about it, one thing at most. */
function tagOf({ release_at, preorder, sold_out, backorder, was }) {
  if (preorder) return el("span", { class: "tag tag-soon" }, `Order ahead · ${shortDay(release_at)}`);
  if (release_at) return el("span", { class: "tag tag-soon" }, `Out ${shortDay(release_at)}`);
  if (sold_out) return el("span", { class: "tag" }, "Sold out");
  if (backorder) return el("span", { class: "tag tag-soon" }, "Sent later");
  return was ? el("span", { class: "tag tag-offer" }, "On offer") : null;
}

/** `varies`: the price is the lowest of several. Only a product's own screen tells `tax_included`. */
export function priceOf({ price, was, varies, tax_included }) {
  const plus = plusTax({ tax_included });
  return el(
    "span",
    { class: was ? "price price-offer" : "price" },
    varies && el("small", {}, "from "),
    price,
    was && [" ", unseen("instead of "), el("s", {}, was)],
    plus && [" ", plus],
  );
}
