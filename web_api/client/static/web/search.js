// Suggestions while somebody types: a combobox (WAI-ARIA 1.2) whose options are queries, categories and products.

import { el } from "./dom.js";

const PAUSE = 160; // milliseconds without a key before anything is asked for
const form = document.querySelector(".search");
const input = form.elements.q;
const list = el("div", { class: "suggestions", id: "suggestions", role: "listbox", "aria-label": "Suggestions", hidden: true });
const said = document.getElementById("said");
const known = new Map(); // answers by query

let timer = 0;
let asking = null; // the request on its way, which a newer key makes pointless
let at = -1; // the option that is chosen by the keys, -1 for the text itself

form.append(list);
for (const [name, value] of Object.entries({
  role: "combobox",
  "aria-autocomplete": "list",
  "aria-controls": "suggestions",
  "aria-expanded": "false",
})) input.setAttribute(name, value);

input.addEventListener("input", () => {
  clearTimeout(timer);
  asking?.abort();
  if (worthAsking(input.value.trim())) timer = setTimeout(suggest, PAUSE);
  else close();
});
input.addEventListener("keydown", (event) => {
  const act = KEYS[event.key];
  if (act && !event.isComposing && act()) event.preventDefault();
});
input.addEventListener("blur", close);
input.addEventListener("focus", () => known.has(input.value.trim()) && show(known.get(input.value.trim())));
list.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the text
list.addEventListener("click", (event) => take(event.target.closest("[role=option]")));

const KEYS = {
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  Enter: () => at >= 0 && take(options()[at]),
  Escape: () => !list.hidden && close(),
};

/** A letter of the Latin alphabet says little; one of Chinese is a word. */
function worthAsking(text) {
  return text.length > 1 || text > "\u2e80";
}

async function suggest() {
  const q = input.value.trim();
  if (known.has(q)) return show(known.get(q));
  asking = new AbortController();
  try {
    const answer = await fetch(`${form.dataset.suggestions}?${new URLSearchParams({ q })}`, { signal: asking.signal });
    if (!answer.ok) return close();
    known.set(q, await answer.json());
    if (input.value.trim() === q && document.activeElement === input) show(known.get(q));
  } catch {
    // a newer key came first, or there is no answer: the form can still be sent
  }
}

function show({ queries, categories, products }) {
  const q = input.value.trim();
  const groups = [
    group("Searches", queries.filter(({ text }) => text !== q.toLowerCase()).map(({ text, url }) => option(url, completed(text, q)))),
    group("Categories", categories.map(({ name, url }) => option(url, name))),
    group("Products", products.map(product)),
  ].filter(Boolean);
  list.replaceChildren(...groups);
  for (const [place, each] of options().entries()) each.id = `suggestion-${place}`;
  choose(-1);
  open(groups.length > 0);
  const found = options().length;
  said.textContent = found ? `${found} suggestion${found === 1 ? "" : "s"}` : "";
}

function group(name, members) {
  if (!members.length) return null;
  const id = `suggestions-${name.toLowerCase()}`;
  return el("div", { role: "group", "aria-labelledby": id }, el("p", { class: "label", id }, name), ...members);
}

function option(url, ...content) {
  return el("a", { role: "option", href: url, tabindex: "-1", "aria-selected": "false" }, ...content);
}

/** What is typed already in plain letters, what would be added to it in bold ones. */
function completed(text, q) {
  const begun = text.startsWith(q.toLowerCase()) ? q.length : 0;
  return el("span", {}, text.slice(0, begun), el("strong", {}, text.slice(begun)));
}

function product({ title, brand, url, thumbnail, price, price_varies: varies }) {
  const picture = thumbnail
    ? el("img", { src: thumbnail, alt: "", width: 44, height: 44 })
    : el("span", { class: "suggestion-blank" });
  const words = el("span", { class: "suggestion-words" }, el("span", { class: "suggestion-title" }, title), el("span", { class: "suggestion-brand" }, brand));
  return option(url, picture, words, el("span", { class: "price" }, varies ? `from ${price.formatted}` : price.formatted));
}

function options() {
  return list.querySelectorAll("[role=option]");
}

function move(step) {
  if (list.hidden) return false;
  const count = options().length + 1; // the text itself is between the last and the first
  choose(((at + 1 + step + count) % count) - 1);
  return true;
}

function choose(place) {
  at = place;
  for (const [here, each] of options().entries()) each.setAttribute("aria-selected", String(here === at));
  const chosen = options()[at];
  if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
  else input.removeAttribute("aria-activedescendant");
  chosen?.scrollIntoView({ block: "nearest" });
}

function take(chosen) {
  if (!chosen) return false;
  close();
  location.assign(chosen.href);
  return true;
}

function open(whether) {
  list.hidden = !whether;
  input.setAttribute("aria-expanded", String(whether));
}

function close() {
  clearTimeout(timer);
  asking?.abort();
  choose(-1);
  open(false);
  return true;
}
