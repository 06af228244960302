// A coupon: what it gives, or why it gives nothing.

import { el } from "../dom.js";

/** A row of sums. */
export function couponRow({ code, discount, state, free_shipping = false }) {
  const gives = free_shipping ? "free delivery" : `−${discount}`;
  return el("p", { class: "sum-row" }, el("span", {}, "Coupon ", el("code", {}, code)), el("span", {}, state === "ready" ? gives : "does not count"));
}

/** Null for one that counts. */
export function whyNot({ state, minimum }) {
  return {
    unknown: "There is no such coupon any more.",
    not_valid: "It does not count yet, or not any more.",
    used_up: "It is used up.",
    below_minimum: `It is for carts of ${minimum} or more.`,
  }[state];
}
