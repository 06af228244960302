// Narrowing a list: a sheet with everything it can be narrowed by. Each tick says how many would be left.

import { el, icon } from "../dom.js";
import { spoken } from "../market.js";
import { busy } from "./field.js";
import { openSheet } from "./sheet.js";

const AT_FIRST = 8; // values of one facet; the others when asked for

/**
 * `list` has the query and its facets. `count(query)` answers the list of another query; `apply(query)` goes there.
 * What is ticked and how many of each there are change; the order of things does not, under somebody's finger.
 */
export function openFilter({ list, count, apply }) {
  let query = new URLSearchParams(list.query);
  const facets = list.facets.map((facet) => facetOf(facet, query, changed));
  const show = el("button", { type: "button", class: "button button-wide", click: () => close(query) }, showing(list));
  const clear = el("button", { type: "button", class: "link", hidden: !ticked(query), click: clearAll }, "Clear all");
  const close = openSheet({ title: "Filter", aside: clear, content: facets.map(({ element }) => element), foot: show, closed: apply });

  async function changed(name, value, on) {
    query = new URLSearchParams([...query].filter(([other, its]) => other !== name || its !== value));
    if (on) query.append(name, value);
    await recount();
  }

  function clearAll() {
    query = new URLSearchParams([...query].filter(([name]) => !name.startsWith("f.")));
    clear.closest("dialog").querySelector("h2").focus(); // the button goes
    return recount();
  }

  async function recount() {
    const mine = query;
    clear.hidden = !ticked(mine);
    busy(show, true);
    const answer = await count(mine).catch(() => null);
    if (mine !== query) return; // something else has been ticked meanwhile
    busy(show, false);
    show.textContent = answer ? showing(answer) : "Show results";
    for (const { update } of facets) update(answer, mine);
  }
}

const ticked = (query) => [...query.keys()].some((name) => name.startsWith("f."));

function showing({ total, more }) {
  if (total === undefined) return "Show results";
  return total === 1 ? "Show 1 result" : `Show ${total.toLocaleString(spoken())}${more ? "+" : ""} results`;
}

function facetOf({ code, name, values }, query, changed) {
  const wanted = (value) => query.has(`f.${code}`, value);
  const ticks = values.map((one) => tickOf(code, one, wanted(one.value), changed));
  const rest = ticks.slice(AT_FIRST).filter(({ input }) => !input.checked);
  for (const { element } of rest) element.hidden = true;
  const all = el("button", { type: "button", class: "link facet-all", hidden: !rest.length, click: showAll }, `Show all ${values.length}`);
  function showAll() {
    for (const { element } of rest) element.hidden = false;
    all.hidden = true;
    rest[0].input.focus();
  }
  const element = el("fieldset", { class: "facet" }, el("legend", {}, name), el("div", { class: "ticks" }, ...ticks.map(({ element }) => element)), all);
  function update(answer, now) {
    const facet = answer?.facets?.find((other) => other.code === code);
    for (const { value, update } of ticks) {
      const found = facet?.values.find((one) => one.value === value);
      update(answer ? (found?.count ?? 0) : null, now.has(`f.${code}`, value));
    }
  }
  return { element, update };
}

/** `count` null is unknown: nothing is shown then, and nothing kept from being ticked. */
function tickOf(code, { value, label, count }, on, changed) {
  const number = el("span", { class: "tick-count" });
  const input = el("input", { type: "checkbox", checked: on, change: () => changed(`f.${code}`, value, input.checked) });
  const element = el("label", { class: "tick" }, input, icon("check"), el("span", {}, label ?? value), number);
  function update(count, on) {
    number.textContent = count ?? "";
    input.checked = on;
    input.disabled = count === 0 && !on;
  }
  update(count, on);
  return { element, input, value, update };
}
