// Products as one endless list, that can be sorted and narrowed. The address of a list is its query: a place's own
// parameters are those of the backend.

import { screen } from "../api.js";
import { changes } from "../credentials.js";
import { el, icon, unseen } from "../dom.js";
import { spoken } from "../market.js";
import { shopper } from "../requests.js";
import { cards } from "./card.js";
import { openFilter } from "./filter.js";
import { more } from "./more.js";
import { degraded } from "./notice.js";

const seen = new Map(); // visit -> what had been loaded there, for coming back to it
const REMEMBERED = 8;
changes.addEventListener("principal", () => seen.clear()); // who may pay other prices
const WORDS = {
  relevance: "Best match",
  newest: "Newest first",
  popular: "Best sellers",
  price: "Cheapest first",
  "-price": "Dearest first",
  title: "By title",
};

/** The list of a place: `path` is the screen's, `sorts` those it has, its usual one first. */
export async function loadList(place, path, sorts) {
  if (place.restored && seen.has(place.visit)) return seen.get(place.visit);
  const query = asked(place.query, sorts);
  const answer = await page(path, query);
  const list = { ...answer, path, query, sorts, cards: [...answer.cards] };
  seen.set(place.visit, list);
  if (seen.size > REMEMBERED) seen.delete(seen.keys().next().value);
  return list;
}

/** Whoever wrote the address may have written anything into it. */
function asked(query, sorts) {
  const known = ([name, value]) => name === "q" || name.startsWith("f.") || (name === "sort" && sorts.includes(value));
  return new URLSearchParams([...query].filter(known));
}

const page = (path, query) => screen(`${path}?${query}`, { by: shopper() });

export function drawList(list, place, { nothing }) {
  const grid = el("ul", { class: "grid" }, cards(list.cards));
  return [
    tools(list, place),
    chosen(list, place),
    degraded(list.degraded),
    list.cards.length ? grid : nothing,
    list.next && more(() => fetchMore(list, grid, place)),
  ];
}

/** How many there are, in words. */
export function countOf({ total, more }, one = "product", many = "products") {
  if (!total) return "";
  return total === 1 ? `1 ${one}` : `${total.toLocaleString(spoken())}${more ? "+" : ""} ${many}`;
}

async function fetchMore(list, grid, place) {
  const query = new URLSearchParams([...list.query, ["cursor", list.next]]);
  const { cards: following, next } = await page(list.path, query);
  if (!place.isCurrent()) return false;
  grid.append(...cards(following, { from: list.cards.length }));
  list.cards.push(...following);
  list.next = next;
  return Boolean(next);
}

// --- Sorting and narrowing ------------------------------------------------------------------------

/** The list with another query stands where this one stood: going back leads to where it was come from. */
const go = (place, query) => location.replace(`#${place.path}${query.size ? `?${query}` : ""}`);

const facetsIn = (query) => [...query].filter(([name]) => name.startsWith("f."));

function tools(list, place) {
  const narrowed = facetsIn(list.query).length;
  if (list.cards.length < 2 && !narrowed) return null;
  const filter = el(
    "button",
    { type: "button", class: "tool", "aria-haspopup": "dialog", "data-key": "filter", click: () => open(list, place) },
    icon("filter"),
    "Filter",
    narrowed > 0 && el("span", { class: "tool-count" }, narrowed, unseen(" chosen")),
  );
  return el("div", { class: "tools" }, list.facets?.length ? filter : null, sorting(list, place));
}

function sorting(list, place) {
  const now = list.query.get("sort") ?? list.sorts[0];
  const options = list.sorts.map((value) => el("option", { value, selected: value === now }, WORDS[value]));
  const choice = el("select", { "aria-label": "Sort", "data-key": "sort", change: sort }, options);
  function sort() {
    const query = new URLSearchParams(list.query);
    query.set("sort", choice.value);
    go(place, query);
  }
  return el("span", { class: "tool tool-select" }, icon("sort"), choice);
}

function open(list, place) {
  openFilter({
    list,
    count: (query) => page(list.path, query),
    apply: (query) => String(query) !== String(list.query) && go(place, query),
  });
}

/** What the list is narrowed by, each to be taken back. */
function chosen(list, place) {
  const values = (list.facets ?? []).flatMap(({ code, values }) => values.filter((one) => one.chosen).map((one) => ({ code, ...one })));
  if (!values.length) return null;
  const without = ({ code, value }) => new URLSearchParams([...list.query].filter(([name, one]) => name !== `f.${code}` || one !== value));
  const chip = (one) =>
    el(
      "li",
      {},
      el("button", { type: "button", class: "chip chip-on", click: () => go(place, without(one)) }, unseen("Remove "), one.label ?? one.value, icon("close")),
    );
  const none = new URLSearchParams([...list.query].filter(([name]) => !name.startsWith("f.")));
  const clear = el("li", {}, el("button", { type: "button", class: "link", click: () => go(place, none) }, "Clear all"));
  return el("div", { class: "chips" }, el("ul", { "aria-label": "Narrowed by" }, ...values.map(chip), values.length > 1 && clear));
}
