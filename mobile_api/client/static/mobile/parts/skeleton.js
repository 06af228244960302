// The shape of what is coming. Ears are told "Loading" by the app.

import { el } from "../dom.js";

const bone = (name) => el("span", { class: `bone bone-${name}` });
const card = () => el("div", {}, bone("cover"), bone("line"), bone("short"));

export function skeletonOf(...names) {
  return el("div", { class: "skeleton", "aria-hidden": "true" }, ...names.map(bone));
}

export function skeletonGrid(count = 6, ...before) {
  const grid = el("div", { class: "grid" }, ...Array.from({ length: count }, card));
  return el("div", { class: "skeleton", "aria-hidden": "true" }, ...before.map(bone), grid);
}

export function skeletonShelves(...before) {
  const shelf = (name) => [bone("heading"), el("div", { class: `shelf-row ${name}` }, ...Array.from({ length: 6 }, card))];
  return el("div", { class: "skeleton", "aria-hidden": "true" }, ...before.map(bone), shelf("shelf-large"), shelf(""));
}

export function skeletonProduct() {
  const text = el("div", { class: "product-text" }, ...["short", "title", "line", "row", "row"].map(bone));
  return el("div", { class: "skeleton product", "aria-hidden": "true" }, el("div", { class: "stage" }, bone("cover")), text);
}

export function skeletonRows(count = 3) {
  return skeletonOf("title", ...Array(count).fill("row"));
}
