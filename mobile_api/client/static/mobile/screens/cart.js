// What is in the cart, and how many of each.

import { act, screen } from "../api.js";
import { setCount } from "../credentials.js";
import { el, heading, icon, unseen } from "../dom.js";
import { cover } from "../parts/cover.js";
import { couponRow, whyNot } from "../parts/coupon.js";
import { sentWhen } from "../parts/dates.js";
import { empty } from "../parts/empty.js";
import { field, form } from "../parts/field.js";
import { skeletonRows } from "../parts/skeleton.js";
import { plusTax, priceNote } from "../parts/taxes.js";
import { say, tell } from "../parts/toast.js";

export const tab = "cart";
export const skeleton = () => skeletonRows(3);

export async function load() {
  const cart = await screen("cart");
  setCount(cart.count);
  return cart;
}

export function draw(cart, place) {
  if (!cart.lines.length) {
    const way = el("a", { class: "button", href: "#/" }, "Look around");
    return empty("cart", "Your cart is empty", "What you put into it will wait for you here.", way);
  }
  return [
    heading("Cart"),
    el(
      "div",
      { class: "split" },
      el("ul", { class: "lines" }, ...cart.lines.map((line) => lineOf(line, cart.max_quantity, place))),
      sumOf(cart, place),
    ),
  ];
}

function sumOf(cart, place) {
  const total = (name, value) => el("p", { class: "sum-row sum-total" }, el("span", {}, name), el("span", {}, value));
  return el(
    "div",
    { class: "split-side" },
    el(
      "div",
      { class: "sum" },
      ...(cart.coupon ? [...couponOf(cart, place), total("Your goods", cart.total)] : [total("Subtotal", cart.subtotal), askForCoupon(place)]),
      priceNote(cart.price_tax),
      cart.ready
        ? el("a", { class: "button button-wide", href: "#/checkout", "data-key": "checkout" }, "Checkout")
        : el("p", { class: "notice notice-warning" }, "Some of this cannot be ordered as it stands. Please look through it."),
    ),
  );
}

function couponOf({ coupon, subtotal }, place) {
  const why = whyNot(coupon);
  return [
    el("p", { class: "sum-row" }, el("span", {}, "Subtotal"), el("span", {}, subtotal)),
    couponRow(coupon),
    el(
      "div",
      { class: "coupon-out" },
      why && el("p", { class: "line-state" }, why),
      el("button", { type: "button", class: "link", "data-key": "coupon-out", click: out }, "Remove", unseen(" the coupon")),
    ),
  ];

  async function out({ currentTarget: button }) {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    try {
      place.redraw(await act("cart/coupon", { code: "" }));
      say("The coupon is taken out.");
    } catch (error) {
      button.removeAttribute("aria-disabled");
      tell(error.message);
    }
  }
}

function askForCoupon(place) {
  const code = field("code", "Its code", { autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: 60 });
  const use = form([code], "Use it", async ({ code }) => {
    const cart = await act("cart/coupon", { code });
    place.redraw(cart);
    document.querySelector("[data-key=coupon-out]")?.focus();
    say(`Coupon ${cart.coupon?.code} is used. ${cart.total} for your goods.`);
  }, { className: "form coupon-form", look: "button-quiet" });
  return el("details", { class: "coupon" }, el("summary", { "data-key": "coupon" }, "Do you have a coupon?"), use);
}

function lineOf(line, most, place) {
  const gone = line.state === "sold_out" || line.state === "withdrawn";
  const item = el(
    "li",
    { class: gone ? "line line-gone" : "line" },
    el("a", { href: `#/product/${line.product}`, tabindex: "-1", "aria-hidden": "true" }, cover(line.image)),
    el(
      "div",
      { class: "line-text" },
      el("a", { class: "line-title", href: `#/product/${line.product}` }, line.title),
      line.option && el("p", { class: "line-option" }, line.option),
      sending(line) ?? state(line),
    ),
    gone ? null : el("p", { class: "line-total" }, line.total, line.quantity > 1 && el("small", {}, `${line.price} each`), plusTax(line)),
    el(
      "div",
      { class: "line-foot" },
      gone ? null : stepper(line, most, set),
      el("button", { type: "button", class: "link", "data-key": `remove-${line.id}`, click: () => set(0) }, "Remove", unseen(` ${line.title}`)),
    ),
  );

  async function set(quantity) {
    if (item.getAttribute("aria-busy") === "true") return;
    item.setAttribute("aria-busy", "true");
    try {
      const cart = await act("cart/set", { line: line.id, quantity });
      setCount(cart.count);
      place.redraw(cart);
      say(quantity ? `${line.title}: ${quantity} in your cart. Subtotal ${cart.subtotal}.` : `${line.title} removed.`);
    } catch (error) {
      item.removeAttribute("aria-busy");
      tell(error.message);
      if (error.status) place.reload(); // what is shown is not how it is
    }
  }
  return item;
}

function stepper(line, limit, set) {
  const { id, quantity, available, title } = line;
  const least = quantity <= 1;
  const most = quantity >= Math.min(available, limit);
  const button = (key, symbol, name, stop, to) =>
    el(
      "button",
      { type: "button", "data-key": `${key}-${id}`, "aria-disabled": stop ? "true" : null, "aria-label": `${name} of ${title}`, click: () => stop || set(to) },
      icon(symbol),
    );
  return el(
    "div",
    { class: "stepper", role: "group", "aria-label": `Quantity of ${title}` },
    button("less", "minus", "One less", least, Math.min(quantity - 1, available)),
    el("output", {}, quantity),
    button("plus", "plus", "One more", most, quantity + 1),
  );
}

function sending({ state, ships_at, backorder }) {
  if (state !== "ready" || !(ships_at || backorder)) return null;
  return el("p", { class: "line-sending" }, sentWhen(ships_at));
}

function state({ state, available }) {
  const text = {
    short: `Only ${available} left: please take fewer.`,
    sold_out: "Sold out. Remove it to go on.",
    withdrawn: "No longer for sale. Remove it to go on.",
  }[state];
  return text ? el("p", { class: "line-state" }, text) : null;
}
