// The shape of what is coming. Ears are told "Loading" by the app.

import { el } from "../dom.js";

const bone = (name) => el("span", { class: `bone bone-${name}` });

export function skeletonOf(...names) {
  return el("div", { class: "skeleton", "aria-hidden": "true" }, ...names.map(bone));
}

export function skeletonGrid(count = 6, ...before) {
  const grid = el("div", { class: "grid" });
  for (let index = 0; index < count; index += 1) {
    grid.append(el("div", {}, bone("cover"), bone("line"), bone("short")));
  }
  return el("div", { class: "skeleton", "aria-hidden": "true" }, ...before.map(bone), grid);
}

export function skeletonRows(count = 3) {
  return skeletonOf("title", ...Array(count).fill("row"));
}
