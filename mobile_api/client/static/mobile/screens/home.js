// What is new, and where to look.

import { screen } from "../api.js";
import { setCount } from "../credentials.js";
import { el, heading } from "../dom.js";
import { cards, priceOf } from "../parts/card.js";
import { chips } from "../parts/chips.js";
import { cover, tint } from "../parts/cover.js";
import { empty } from "../parts/empty.js";
import { degraded } from "../parts/notice.js";
import { skeletonGrid } from "../parts/skeleton.js";

export const tab = "home";
export const skeleton = () => skeletonGrid(4, "title", "hero");

export async function load() {
  const home = await screen("home", { open: true });
  if (!home.degraded.includes("cart_count")) setCount(home.cart_count);
  return home;
}

export function draw({ new: latest, categories, degraded: missing }) {
  const { shop } = document.body.dataset;
  if (!latest.length && !categories.length) return empty("disc", shop, "The shelves are still empty. Please come back soon.");
  const [first, ...others] = latest;
  return [
    el("header", { class: "greeting" }, mark(), heading(shop)),
    chips(categories, "Categories"),
    degraded(missing),
    el("h2", {}, "Just in"),
    first && hero(first),
    el("ul", { class: "grid" }, cards(others)),
  ];
}

function mark() {
  const { href } = document.querySelector("link[rel=icon]"); // where the page says it is
  return el("img", { src: href, alt: "", width: 34, height: 34 });
}

function hero(card) {
  const place = el(
    "a",
    { class: "hero", href: `#/product/${card.id}` },
    cover(card.image, { now: true }),
    el(
      "span",
      { class: "hero-text" },
      el("span", { class: "card-brand" }, card.brand),
      el("span", { class: "hero-title" }, card.title),
      card.sold_out ? el("span", { class: "price" }, "Sold out") : priceOf(card),
    ),
  );
  tint(place, card.image);
  return place;
}
