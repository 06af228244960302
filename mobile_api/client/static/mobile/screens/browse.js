// A category as one endless list.

import { el, heading } from "../dom.js";
import { chips } from "../parts/chips.js";
import { countOf, drawList, loadList } from "../parts/list.js";
import { skeletonGrid } from "../parts/skeleton.js";

const SORTS = ["newest", "popular", "price", "-price", "title"];

export const tab = "home";
export const skeleton = () => skeletonGrid(6, "title", "line", "field");
export const load = (place) => loadList(place, `browse/${place.params[0]}`, SORTS);

export function draw(list, place) {
  const narrowed = [...list.query.keys()].some((name) => name.startsWith("f."));
  const nothing = el("p", { class: "plain" }, narrowed ? "Nothing here is all of that. Take something back." : "Nothing here yet.");
  return [
    el("header", { class: "list-head" }, heading(list.name), el("p", { class: "count" }, countOf(list))),
    narrowed ? null : chips(list.children, `In ${list.name}`),
    ...drawList(list, place, { nothing }),
  ];
}
