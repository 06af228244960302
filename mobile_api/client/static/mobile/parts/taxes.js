// Taxes: what comes on top of the prices, and what they are said to include.

import { el } from "../dom.js";

/** Rows of sums, before the total. */
export function taxesOnTop(taxes) {
  return taxes.filter(({ included }) => !included).map(({ name, tax }) => row("sum-row", name, tax));
}

/** Rows after it. */
export function taxesWithin(taxes) {
  return taxes.filter(({ included }) => included).map(({ name, tax }) => row("sum-row sum-within", `includes ${name}`, tax));
}

function row(style, name, tax) {
  return el("p", { class: style }, el("span", {}, name), el("span", {}, tax));
}
