// Looking for something: by words, by a barcode, or among what was looked for before.

import { glance, screen } from "../api.js";
import { el, heading, icon } from "../dom.js";
import { barcodeIn } from "../parts/barcode.js";
import { chips } from "../parts/chips.js";
import { busy } from "../parts/field.js";
import { countOf, drawList, loadList } from "../parts/list.js";
import { forgetSearches, recent, remember } from "../parts/recent.js";
import { skeletonGrid, skeletonOf } from "../parts/skeleton.js";
import { suggestFor } from "../parts/suggest.js";
import { tell } from "../parts/toast.js";
import { WHOEVER } from "../requests.js";

const SORTS = ["relevance", "newest", "popular", "price", "-price", "title"];
const OF_ALL = ["popular", "newest", "price", "-price", "title"]; // nothing is a better match for no words

export const tab = "search";
export const skeleton = (place) => (place.query.size ? skeletonGrid(6, "field", "title", "field") : skeletonOf("field", "title", "row"));

/** Without any query there is nothing to list yet, but there are ways to look round. */
export async function load(place) {
  if (place.query.size) return { list: await loadList(place, "search", place.query.get("q") ? SORTS : OF_ALL) };
  const home = await screen("home", { by: WHOEVER }).catch(() => null);
  return { categories: home?.categories ?? [] };
}

export function draw({ list, categories }, place) {
  const query = list?.query.get("q") ?? "";
  const usual = () => (list ? results(list, query, place) : waiting(categories, place)).filter(Boolean);
  const below = el("div", { class: "found" }, ...usual());
  const form = seeker(query, below, usual);
  return list ? [form, head(list, query), below] : [heading("Search"), form, below];
}

/** The field, what is suggested while it is typed into, and what happens then. */
function seeker(query, below, usual) {
  const input = el("input", {
    type: "search",
    name: "q",
    value: query || null,
    "aria-label": "Search the shop, or type a barcode",
    placeholder: "Title, name or barcode",
    enterkeyhint: "search",
    autocomplete: "off",
    autocapitalize: "none",
    autocorrect: "off",
    spellcheck: "false",
    maxlength: 200,
    "data-key": "q",
  });
  const button = el("button", { type: "submit", class: "seek-go", "aria-label": "Search" }, icon("go"));
  const form = el("form", { class: "seek-form", role: "search", submit: go }, icon("search"), input, button);
  queueMicrotask(() => suggestFor(input, below, { look, empty: usual }));

  function go(event) {
    event.preventDefault();
    look(input.value);
  }

  async function look(text) {
    const wanted = text.trim();
    if (!wanted) return input.focus();
    const digits = barcodeIn(wanted);
    if (digits && (await foundBy(digits, button))) return;
    remember(wanted);
    input.blur(); // the keyboard goes, so that there is room for what is found
    location.hash = `#/search?${new URLSearchParams({ q: wanted })}`;
  }
  return form;
}

/** Whether the shop has what this barcode stands on; then that is where it goes. */
async function foundBy(digits, button) {
  busy(button, true);
  try {
    const { product, variant } = await glance(`lookup/barcode/${digits}`);
    location.hash = `#/product/${product}?variant=${variant}`;
    return true;
  } catch (error) {
    tell(error.code === "product_not_found" ? "We do not have what this barcode stands on." : error.message);
    return false;
  } finally {
    busy(button, false);
  }
}

/** Before anything is asked: what was asked before. */
function waiting(categories, place) {
  const before = recent();
  const forget = () => {
    forgetSearches();
    place.reload();
  };
  const way = (query) => el("li", {}, el("a", { class: "suggestion", href: `#/search?${new URLSearchParams({ q: query })}` }, icon("clock"), el("span", {}, query)));
  const searched = [
    el("header", { class: "section-head" }, el("h2", {}, "Searched before"), el("button", { type: "button", class: "link", click: forget }, "Forget them")),
    el("ul", { class: "suggestions" }, ...before.map(way)),
  ];
  return [
    ...(before.length ? searched : [el("p", { class: "lead" }, "By title, name or kind, or by the number under a barcode. A slip of the finger does no harm.")]),
    ...(categories.length ? [el("h2", {}, "Or look round"), chips(categories, "Categories")] : []),
  ];
}

function head(list, query) {
  const title = query ? `“${list.corrected ?? query}”` : (list.name ?? only(list)?.label ?? only(list)?.value ?? "All products");
  const about = list.about ? el("p", { class: "lead" }, list.about) : null;
  return el("header", { class: "list-head" }, heading(title), el("p", { class: "count", role: "status" }, countOf(list)), about);
}

function results(list, query, place) {
  const nothing = el(
    "section",
    { class: "nothing" },
    icon("search"),
    el("p", {}, query ? "Nothing was found. Fewer words, or other ones, may help." : "Nothing is all of that. Take something back."),
    el("a", { class: "button button-quiet", href: "#/" }, "Look around"),
  );
  return [
    list.corrected ? el("p", { class: "meant" }, "Nothing is called “", el("s", {}, query), "”. This is what we have for ", el("strong", {}, list.corrected), ".") : null,
    ...drawList(list, place, { nothing }),
  ];
}

/** The one thing a list is narrowed by, such as a brand. */
function only(list) {
  const chosen = (list.facets ?? []).flatMap(({ values }) => values.filter((one) => one.chosen));
  return chosen.length === 1 ? chosen[0] : null;
}
