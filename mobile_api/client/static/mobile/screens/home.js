// What is worth seeing, and where to look.

import { screen } from "../api.js";
import { setCount } from "../credentials.js";
import { el, heading, icon } from "../dom.js";
import { chips } from "../parts/chips.js";
import { empty } from "../parts/empty.js";
import { degraded } from "../parts/notice.js";
import { shelf } from "../parts/shelf.js";
import { skeletonShelves } from "../parts/skeleton.js";
import { WHOEVER } from "../requests.js";

export const tab = "home";
export const skeleton = () => skeletonShelves("title", "field");

export async function load() {
  const home = await screen("home", { by: WHOEVER });
  if (!home.degraded.includes("cart_count")) setCount(home.cart_count);
  return home;
}

export function draw({ shelves, categories, degraded: missing }) {
  const { shop } = document.body.dataset;
  if (!shelves.length && !categories.length && !missing.length) {
    return empty("disc", shop, "The shelves are still empty. Please come back soon.");
  }
  return [
    el("header", { class: "greeting" }, mark(), heading(shop)),
    el("a", { class: "seek", href: "#/search" }, icon("search"), "Search the shop"),
    chips(categories, "Categories"),
    degraded(missing),
    ...shelves.map(({ title, about, cards, more }, at) =>
      shelf({ title, about, cards, more: { href: `#/search?${more}`, text: "See all" }, large: at === 0, first: at === 0 ? 3 : 0 }),
    ),
  ];
}

function mark() {
  const { href } = document.querySelector("link[rel=icon]"); // where the page says it is
  return el("img", { src: href, alt: "", width: 34, height: 34 });
}
