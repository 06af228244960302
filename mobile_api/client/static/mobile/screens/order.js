// One order.

import { screen } from "../api.js";
import { el, heading, icon } from "../dom.js";
import { addressOf } from "../parts/address.js";
import { couponRow } from "../parts/coupon.js";
import { cover } from "../parts/cover.js";
import { day } from "../parts/dates.js";
import { paymentName, statusName } from "../parts/order.js";
import { skeletonRows } from "../parts/skeleton.js";

export const tab = "orders";
export const skeleton = () => skeletonRows(4);
export const load = ({ params: [number] }) => screen(`order/${number}`);

export function draw(order, { query }) {
  const placed = query.has("placed");
  return [
    placed
      ? el("header", { class: "thanks" }, icon("check"), heading("Thank you!"), el("p", {}, `Your order is placed. We write to ${order.email}.`))
      : heading("Order"),
    el("div", { class: "split split-turned" }, el("div", { class: "split-side" }, ...aboutOf(order)), boughtOf(order)),
    placed && el("p", { class: "ways" }, el("a", { class: "button button-wide", href: "#/" }, "Go on looking")),
  ];
}

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
      order.status === "cancelled" && order.payment_status === "received" && el("p", { class: "hint" }, "We are going to give your money back."),
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
      el("ul", { class: "brief" }, ...order.lines.map(lineOf)),
      sum("Subtotal", order.subtotal),
      order.coupon && couponRow({ ...order, code: order.coupon, state: "ready", free_shipping: !order.discount }),
      sum(order.shipping_name, order.shipping),
      sum("Total", order.total, "sum-row sum-total"),
    ),
  );
}

function fact(name, ...value) {
  return el("p", { class: "fact" }, el("span", {}, name), el("span", {}, ...value));
}

function lineOf({ product, title, option, image, quantity, total }) {
  const text = `${quantity} × ${title}`;
  return el(
    "li",
    {},
    cover(image),
    el("span", {}, product ? el("a", { href: `#/product/${product}` }, text) : text, option && el("small", {}, option)),
    el("span", {}, total),
  );
}

function sum(name, value, style = "sum-row") {
  return el("p", { class: style }, el("span", {}, name), el("span", {}, value));
}
