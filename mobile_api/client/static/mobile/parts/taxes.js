// Taxes: what comes on top of the prices, and what they are said to include; of prices themselves, which of both.

import { el } from "../dom.js";

const SAID = {
  included: "Prices include tax. Delivery is added at the checkout.",
  added: "Prices do not include tax. Tax and delivery are added at the checkout.",
  mixed: "Prices include tax unless they say “plus tax”. Delivery is added at the checkout.",
};

export const priceNote = (priceTax = "included") => el("p", { class: "hint" }, SAID[priceTax]);

/** Beside a price that is without. */
export const plusTax = ({ tax_included }) => tax_included === false && el("small", {}, "plus tax");

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
