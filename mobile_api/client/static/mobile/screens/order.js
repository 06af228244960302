// One order.

import { act, screen } from "../api.js";
import { el, heading, icon } from "../dom.js";
import { addressOf } from "../parts/address.js";
import { couponRow } from "../parts/coupon.js";
import { cover } from "../parts/cover.js";
import { day, sentWhen } from "../parts/dates.js";
import { busy } from "../parts/field.js";
import { notice } from "../parts/notice.js";
import { paymentName, paymentNews, statusName } from "../parts/order.js";
import { openSheet } from "../parts/sheet.js";
import { skeletonRows } from "../parts/skeleton.js";
import { taxesOnTop, taxesWithin } from "../parts/taxes.js";
import { tell } from "../parts/toast.js";

export const tab = "orders";
export const skeleton = () => skeletonRows(4);
const PAUSES = [2, 3, 5, 8, 13, 21, 34]; // seconds between two looks at a payment that is not settled

/** Whoever comes back from the bank wants to know at once. */
export function load({ params: [number], query }) {
  const back = query.has("payment_intent") || new URLSearchParams(location.search).has("payment_intent");
  return back ? act(`orders/${number}/check`, {}) : screen(`order/${number}`);
}

export function draw(order, place) {
  const placed = place.query.has("placed") && order.status === "confirmed";
  if (!order.settled) lookAgain(order, place);
  return [
    placed
      ? el("header", { class: "thanks" }, icon("check"), heading("Thank you!"), el("p", {}, `Your order is placed. We write to ${order.email}.`))
      : heading({ failed: "Not placed", cancelled: "Cancelled" }[order.status] ?? "Order"),
    news(order, place),
    el("div", { class: "split split-turned" }, el("div", { class: "split-side" }, ...aboutOf(order)), boughtOf(order)),
    order.status === "confirmed" && el("p", { class: "ways" }, el("button", { type: "button", class: "link", "data-key": "cancel", click: () => confirmCancel(order, place) }, "Cancel this order")),
    placed && el("p", { class: "ways" }, el("a", { class: "button button-wide", href: "#/" }, "Go on looking")),
  ];
}

// --- The payment ----------------------------------------------------------------------------------

function news(order, place) {
  const said = paymentNews(order);
  if (!said) return null;
  const open = order.status === "pending" && !order.given_up;
  const again = el("button", { type: "button", class: "button button-quiet", "data-key": "again", click: () => check(order, place, again) }, "Look again now");
  return notice(
    said.kind,
    el("p", {}, el("strong", {}, said.title), ` ${said.text}`),
    order.step?.url && el("p", {}, el("a", { class: "button button-wide", href: order.step.url }, "Confirm with your bank")),
    !order.settled && el("p", { class: "notice-ways" }, again, open && otherwise(order, place)),
    order.status === "failed" && el("p", {}, el("a", { class: "button", href: "#/checkout" }, "Go back to the checkout")),
  );
}

function otherwise(order, place) {
  const button = el("button", { type: "button", class: "link", "data-key": "otherwise", click: giveUp }, "Pay another way");
  async function giveUp() {
    const after = await cancel(order, place, `give-up-${order.number}`, button);
    if (after?.status === "failed") location.replace("#/checkout");
  }
  return button;
}

function lookAgain(order, place) {
  place.looks = (place.looks ?? -1) + 1;
  const pause = PAUSES[Math.min(place.looks, PAUSES.length - 1)];
  clearTimeout(place.timer);
  place.timer = setTimeout(() => place.isCurrent() && (document.hidden ? lookAgain(order, place) : check(order, place)), pause * 1000);
}

async function check(order, place, button) {
  if (button?.getAttribute("aria-disabled") === "true") return;
  if (button) busy(button, true);
  try {
    place.redraw(await act(`orders/${order.number}/check`, {}));
  } catch (error) {
    if (button) tell(error.message);
    if (place.isCurrent()) lookAgain(order, place);
  }
  if (button) busy(button, false);
}

function confirmCancel(order, place) {
  const yes = el("button", { type: "button", class: "button button-wide", click: () => close("yes") }, "Yes, cancel it");
  const close = openSheet({
    title: "Cancel this order?",
    content: [el("p", {}, "It has not been sent yet. If you cancel it, nothing of it is sent, and money that has come is given back.")],
    foot: yes,
    closed: () => cancel(order, place, `cancel-${order.number}`),
  });
}

/** The key names the intention: said again, it is not done twice. */
async function cancel(order, place, key, button = null) {
  if (button) busy(button, true);
  try {
    const after = await act(`orders/${order.number}/cancel`, {}, key);
    place.redraw(after);
    return after;
  } catch (error) {
    tell(error.message);
    place.reload();
    return null;
  }
}

// --- The order ------------------------------------------------------------------------------------

function aboutOf(order) {
  return [
    el(
      "div",
      { class: "panel facts" },
      fact("Number", order.number),
      fact("Placed", day(order.placed_at)),
      fact("Status", el("span", { class: "state" }, statusName(order.status))),
      (order.carrier || order.tracking) && fact("Sent with", [order.carrier, order.tracking].filter(Boolean).join(", ")),
      fact("Payment", order.payment, el("span", { class: "state" }, paymentName(order.payment_status))),
    ),
    el("section", { class: "step" }, el("h2", {}, "Where it goes"), el("div", { class: "panel" }, addressOf(order.address), el("p", { class: "hint" }, order.email))),
  ];
}

function boughtOf(order) {
  return el(
    "section",
    { class: "step" },
    el("h2", {}, "What was ordered"),
    el(
      "div",
      { class: "panel" },
      el("ul", { class: "brief" }, ...order.lines.map((line) => lineOf(line, order.status))),
      sum("Subtotal", order.subtotal),
      order.coupon && couponRow({ ...order, code: order.coupon, state: "ready", free_shipping: !order.discount }),
      sum(order.shipping_name, order.shipping),
      ...taxesOnTop(order.taxes),
      sum("Total", order.total, "sum-row sum-total"),
      ...taxesWithin(order.taxes),
    ),
  );
}

function fact(name, ...value) {
  return el("p", { class: "fact" }, el("span", {}, name), el("span", {}, ...value));
}

/** When it is sent is said while it is to be. */
function lineOf({ product, title, option, image, quantity, total, backorder, expected_at }, status) {
  const waits = (backorder || expected_at) && ["pending", "confirmed"].includes(status);
  const text = `${quantity} × ${title}`;
  return el(
    "li",
    {},
    cover(image),
    el("span", {}, product ? el("a", { href: `#/product/${product}` }, text) : text, option && el("small", {}, option), waits && el("small", {}, sentWhen(expected_at))),
    el("span", {}, total),
  );
}

function sum(name, value, style = "sum-row") {
  return el("p", { class: style }, el("span", {}, name), el("span", {}, value));
}
