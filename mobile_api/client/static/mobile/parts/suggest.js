// What somebody may mean who is still typing, under the field they type into.

import { glance } from "../api.js";
import { el, icon } from "../dom.js";
import { priceOf } from "./card.js";
import { cover } from "./cover.js";
import { say } from "./toast.js";

const PAUSE = 180; // milliseconds of quiet after which it is asked for
const SHORTEST = 2; // characters

/** Fills `place` with suggestions for what is in `input`; `look(query)` searches; `empty()` fills it while there is nothing. */
export function suggestFor(input, place, { look, empty }) {
  let waiting;
  let latest = "";

  function typed() {
    clearTimeout(waiting);
    latest = input.value.trim();
    if (latest.length < SHORTEST) place.replaceChildren(...empty());
    else waiting = setTimeout(ask, PAUSE, latest);
  }

  async function ask(query) {
    const found = await glance(`screens/search/suggestions?${new URLSearchParams({ q: query })}`).catch(() => null);
    if (query !== latest || !input.isConnected || !found) return; // out of date, or out of reach: the search itself will say
    const rows = rowsOf(found, query, look);
    place.replaceChildren(...(rows.length ? [el("ul", { class: "suggestions" }, ...rows)] : []));
    say(rows.length ? `${rows.length} suggestions` : "No suggestions");
  }

  input.addEventListener("input", typed);
  input.closest("form").parentElement.addEventListener("keydown", (event) => steer(event, input, place));
}

function rowsOf({ queries, categories, products }, typed, look) {
  const others = queries.filter((query) => query !== typed.toLowerCase());
  return [
    ...others.map((query) => el("li", {}, el("button", { type: "button", class: "suggestion", click: () => look(query) }, icon("search"), completed(query, typed)))),
    ...categories.map(({ id, name }) => el("li", {}, el("a", { class: "suggestion", href: `#/browse/${id}` }, icon("disc"), el("span", {}, name, el("small", {}, " category"))))),
    ...products.map((card) =>
      el(
        "li",
        {},
        el("a", { class: "suggestion suggestion-product", href: `#/product/${card.id}` }, cover(card.image, { now: true }), el("span", {}, card.title, el("small", {}, card.brand)), priceOf(card)),
      ),
    ),
  ];
}

/** What was typed reads lighter than what it is completed with. */
function completed(query, typed) {
  const same = query.startsWith(typed.toLowerCase()) ? typed.length : 0;
  return el("span", {}, query.slice(0, same), el("strong", {}, query.slice(same)));
}

/** The arrow keys go from the field through the suggestions and back. */
function steer(event, input, place) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const stops = [input, ...place.querySelectorAll(".suggestion")];
  const to = stops[stops.indexOf(document.activeElement) + step];
  if (!to || !stops.includes(document.activeElement)) return;
  event.preventDefault();
  to.focus();
}
