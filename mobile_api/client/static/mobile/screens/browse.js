// A category as one endless list.

import { screen } from "../api.js";
import { el, heading } from "../dom.js";
import { cards } from "../parts/card.js";
import { chips } from "../parts/chips.js";
import { more } from "../parts/more.js";
import { skeletonGrid } from "../parts/skeleton.js";

const SORTS = { newest: "Newest first", price: "Cheapest first", "-price": "Dearest first", title: "By title" };
const seen = new Map(); // visit -> what had been loaded there, for coming back to it
const REMEMBERED = 8;

export const tab = "home";
export const skeleton = () => skeletonGrid(6, "title", "line");

export async function load(place) {
  if (place.restored && seen.has(place.visit)) return seen.get(place.visit);
  const [id] = place.params;
  const sort = place.query.get("sort") in SORTS ? place.query.get("sort") : "newest";
  const { cards, ...rest } = await page(id, sort);
  const list = { ...rest, sort, cards: [...cards] };
  seen.set(place.visit, list);
  if (seen.size > REMEMBERED) seen.delete(seen.keys().next().value);
  return list;
}

function page(id, sort, cursor) {
  const query = new URLSearchParams({ sort, ...(cursor && { cursor }) });
  return screen(`browse/${id}?${query}`, { open: true });
}

export function draw(list, place) {
  const grid = el("ul", { class: "grid" }, cards(list.cards));
  return [
    heading(list.name),
    chips(list.children, `In ${list.name}`),
    list.cards.length > 1 && el("div", { class: "sort" }, sortOf(list)),
    list.cards.length ? grid : el("p", { class: "plain" }, "Nothing here yet."),
    list.next && more(() => fetchMore(list, grid, place)),
  ];
}

async function fetchMore(list, grid, place) {
  const { cards: following, next } = await page(list.id, list.sort, list.next);
  if (!place.isCurrent()) return false;
  grid.append(...cards(following, { from: list.cards.length }));
  list.cards.push(...following);
  list.next = next;
  return Boolean(next);
}

function sortOf(list) {
  const options = Object.entries(SORTS).map(([value, text]) =>
    el("option", { value, selected: value === list.sort }, text),
  );
  const choice = el("select", { id: "sort", change: () => location.replace(`#/browse/${list.id}?sort=${choice.value}`) }, options);
  return [el("label", { for: "sort" }, "Sort"), choice];
}
