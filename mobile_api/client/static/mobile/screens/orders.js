// What was ordered, latest first.

import { screen } from "../api.js";
import { isSignedIn } from "../credentials.js";
import { el, heading, icon } from "../dom.js";
import { day } from "../parts/dates.js";
import { empty } from "../parts/empty.js";
import { more } from "../parts/more.js";
import { items, statusName } from "../parts/order.js";
import { skeletonRows } from "../parts/skeleton.js";

export const tab = "orders";
export const skeleton = () => skeletonRows(4);
export const load = () => screen("orders");

export function draw({ orders, next }, place) {
  if (!orders.length) {
    const text = isSignedIn() ? "Your orders will be listed here." : "Orders from this phone are listed here. Sign in to see all of yours.";
    const look = el("a", { class: "button", href: "#/" }, "Look around");
    const way = isSignedIn() ? null : el("a", { class: "button button-quiet", href: "#/account" }, "Sign in");
    return empty("orders", "No orders yet", text, look, way);
  }
  const list = el("ul", { class: "orders" }, ...orders.map(row));
  return [heading("Orders"), list, next && more(() => fetchMore())];

  async function fetchMore() {
    const following = await screen(`orders?cursor=${next}`);
    if (!place.isCurrent()) return false;
    list.append(...following.orders.map(row));
    next = following.next;
    return Boolean(next);
  }
}

function row({ number, status, placed_at, count, total }) {
  return el(
    "li",
    {},
    el(
      "a",
      { class: "order-row", href: `#/order/${number}` },
      el("span", { class: "order-what" }, el("strong", {}, day(placed_at)), el("span", {}, `${items(count)} · ${total}`), el("small", {}, `No. ${number}`)),
      el("span", { class: "state" }, statusName(status)),
      icon("go"),
    ),
  );
}
