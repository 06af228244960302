// From the cart to an order: where it goes, how it is sent and paid, and what it costs.

import { act, screen } from "../api.js";
import { setCount } from "../credentials.js";
import { el, heading } from "../dom.js";
import { addressFields, addressOf } from "../parts/address.js";
import { cover } from "../parts/cover.js";
import { couponRow, whyNot } from "../parts/coupon.js";
import { sentWhen } from "../parts/dates.js";
import { empty } from "../parts/empty.js";
import { busy, field, form } from "../parts/field.js";
import { notice } from "../parts/notice.js";
import { cardForm } from "../parts/pay.js";
import { skeletonRows } from "../parts/skeleton.js";
import { taxesOnTop, taxesWithin } from "../parts/taxes.js";
import { tell } from "../parts/toast.js";
import { Unreachable } from "../requests.js";

export const tab = "cart";
export const skeleton = () => skeletonRows(4);
export const load = async () => ({ quote: await screen("checkout") });

const UNSETTLED = ["pending", "action"]; // the order is placed only once its payment is known

// Refusals after which the quote has to be looked at again.
const CHANGED = ["total_changed", "out_of_stock", "cart_not_ready", "cart_empty", "checkout_incomplete", "payment_declined", "coupon_unknown", "coupon_not_valid", "coupon_used_up", "coupon_minimum"];

/** `editing`: the address is being changed; `carding`: a card is asked for; `refusal`: why the order was not placed. */
export function draw({ quote, editing = false, carding = false, refusal = null }, place) {
  const { cart } = quote;
  setCount(cart.count);
  if (!cart.lines.length) {
    const orders = el("a", { class: "button", href: "#/orders" }, "Your orders");
    return empty("cart", "Nothing to order", "Your cart is empty. If you have just ordered, it is among your orders.", orders);
  }
  const redraw = (quote, rest = {}) => place.redraw({ quote, ...rest });
  const asking = editing || !quote.address;
  return [
    heading("Checkout"),
    refusal,
    !cart.ready && !refusal && unready(),
    cart.coupon && !refusal && without(cart.coupon),
    el(
      "div",
      { class: "split" },
      el(
        "div",
        { class: "steps" },
        section("Delivery address", asking ? addressForm(quote, redraw) : address(quote, () => redraw(quote, { editing: true }))),
        section("Delivery", ways("shipping", quote, quote.shipping_options, redraw)),
        section("Payment", ways("payment", quote, quote.payment_options, redraw, carding), card(quote, carding, redraw)),
      ),
      el("div", { class: "split-side" }, section("Your order", summary(quote)), !asking && placing(quote, place)),
    ),
  ];
}

function section(title, ...content) {
  return el("section", { class: "step" }, el("h2", {}, title), ...content);
}

function unready() {
  const way = el("a", { href: "#/cart" }, "Look at the cart");
  return notice("warning", "Some of this cannot be ordered as it stands. ", way, ".");
}

/** A coupon that gives nothing is said where the total is agreed to. */
function without(coupon) {
  const why = whyNot(coupon);
  return why && notice("warning", `Coupon ${coupon.code} does not count, so the total is without it. ${why} `, el("a", { href: "#/cart" }, "Look at the cart"), ".");
}

// --- Address --------------------------------------------------------------------------------------

function address({ address, email }, change) {
  return el(
    "div",
    { class: "panel told" },
    el("div", {}, addressOf(address), el("p", { class: "hint" }, email)),
    el("button", { type: "button", class: "link", "data-key": "change-address", click: change }, "Change"),
  );
}

function addressForm(quote, redraw) {
  const email = field("email", "E-mail", {
    type: "email",
    autocomplete: "email",
    inputmode: "email",
    autocapitalize: "none",
    maxlength: 254,
    value: quote.email || null,
    hint: "For the confirmation of your order.",
  });
  return form([email, ...addressFields(quote.address ?? {}, quote.countries)], "Use this address", async ({ email, ...address }) => {
    redraw(await act("checkout/address", { email, address }));
    document.querySelector("[data-key=change-address]")?.focus();
  }, { className: "form panel" });
}

// --- Delivery and payment -------------------------------------------------------------------------

/** `asking`: for a card, of the one way that needs one. */
function ways(kind, quote, options, redraw, asking = false) {
  if (!options.length) return el("p", { class: "plain" }, "None is offered right now.");
  const title = kind === "shipping" ? "How it is sent" : "How it is paid";
  const rows = options.map(({ code, name, price, needs_method }) =>
    el(
      "label",
      { class: "option" },
      el("input", {
        type: "radio",
        name: kind,
        value: code,
        checked: asking ? needs_method : quote[kind] === code,
        "data-key": `${kind}-${code}`,
        change: () => (needs_method ? redraw(quote, { carding: true }) : choose(code)),
      }),
      el("span", { class: "option-name" }, name),
      price && el("span", { class: "price" }, price),
    ),
  );
  async function choose(code) {
    try {
      redraw(await act(`checkout/${kind}`, { [kind]: code }));
    } catch (error) {
      tell(error.message);
      redraw(quote);
    }
  }
  return el("fieldset", { class: "options" }, el("legend", { class: "unseen" }, title), ...rows);
}

/** The card field, or word that a card was told. */
function card(quote, asking, redraw) {
  const wanted = quote.payment_options.find(({ code, needs_method }) => needs_method && code === quote.payment);
  const missing = quote.missing.includes("payment");
  if (wanted && !missing && !asking) {
    const change = el("button", { type: "button", class: "link", "data-key": "change-card", click: () => redraw(quote, { carding: true }) }, "Change");
    return el("div", { class: "panel told" }, el("p", {}, "Your card is ready. It is charged once you place the order."), change);
  }
  if (!asking && !(wanted && missing)) return null;
  const code = quote.payment_options.find(({ needs_method }) => needs_method).code;
  return cardForm(quote.card, async (method) => {
    redraw(await act("checkout/payment", { payment: code, method }));
    document.querySelector("[data-key=change-card]")?.focus();
  });
}

// --- The order ------------------------------------------------------------------------------------

function summary({ cart, shipping, shipping_options, taxes, total }) {
  const way = shipping_options.find(({ code }) => code === shipping);
  const row = (name, value, total = false) =>
    el("p", { class: total ? "sum-row sum-total" : "sum-row" }, el("span", {}, name), el("span", {}, value));
  return el(
    "div",
    { class: "panel" },
    el("ul", { class: "brief" }, ...cart.lines.map(brief)),
    row("Subtotal", cart.subtotal),
    cart.coupon && couponRow(cart.coupon),
    row("Delivery", way?.price ?? "to be chosen"),
    ...taxesOnTop(taxes),
    row("Total", total, true),
    ...taxesWithin(taxes),
  );
}

function brief({ image, title, option, quantity, total, state, ships_at, backorder }) {
  const gone = { sold_out: "Sold out", withdrawn: "No longer for sale" }[state];
  return el(
    "li",
    {},
    cover(image),
    el("span", {}, `${quantity} × ${title}`, option && el("small", {}, option), !gone && (ships_at || backorder) && el("small", {}, sentWhen(ships_at))),
    el("span", {}, gone ?? total),
  );
}

const MISSING = { address: "the address", shipping: "a way of delivery", payment: "a way to pay" };

function placing(quote, place) {
  const missing = quote.missing.map((step) => MISSING[step]);
  const possible = quote.cart.ready && !missing.length;
  const button = el("button", { type: "button", class: "button", disabled: !possible, "data-key": "place", click: go }, "Place order");
  const told = el("p", { class: "buy-price" }, el("span", { class: "price" }, quote.total), el("small", {}, missing.length ? `Choose ${missing.join(" and ")}` : "in total"));
  const problem = el("div", {});

  async function go() {
    if (button.getAttribute("aria-disabled") === "true") return;
    busy(button, true);
    problem.replaceChildren();
    try {
      // Named after the attempt, so that however often this is pressed or sent, one order comes of it.
      const { number, payment } = await act("checkout/complete", { expected_total: quote.amount }, quote.attempt);
      setCount(0);
      location.replace(`#/order/${number}${UNSETTLED.includes(payment) ? "" : "?placed"}`);
    } catch (error) {
      busy(button, false);
      if (CHANGED.includes(error.code)) return showChange(error, quote, place);
      problem.replaceChildren(notice("error", unsure(error)));
      problem.scrollIntoView({ block: "nearest" });
    }
  }
  return el("div", { class: "placing" }, problem, el("div", { class: "buy" }, told, button));
}

const unsure = (error) =>
  error instanceof Unreachable
    ? "No answer came, so we cannot say yet whether the order was placed. Try again: it will not be placed twice."
    : error.message;

async function showChange(error, before, place) {
  try {
    const quote = await screen("checkout");
    place.redraw({ quote, refusal: notice("warning", ...explain(error, before, quote)) });
    document.querySelector(".notice")?.scrollIntoView({ block: "center" });
  } catch {
    place.reload();
  }
}

function explain({ code, message }, before, quote) {
  const cart = [" ", el("a", { href: "#/cart" }, "Go to the cart"), "."];
  if (code === "payment_declined") return [`${message} Your things are back in your cart: pay with another card, or in another way.`];
  if (code === "total_changed") {
    return [`The total has changed from ${before.total} to ${quote.total}. Nothing was ordered: please check, and place the order again.`];
  }
  if (code === "out_of_stock") {
    const short = quote.cart.lines.filter(({ state }) => state !== "ready");
    const which = short.map(({ title, available }) => `${title} (${available || "none"} left)`).join(", ");
    return [`Somebody was faster: ${which || "not that many are left"}. Nothing was ordered.`, ...cart];
  }
  if (code.startsWith("coupon_")) {
    return [`${message} Without your coupon the total is ${quote.total}, not ${before.total}. Nothing was ordered.`, ...cart];
  }
  return [`${message} Nothing was ordered.`, ...cart];
}
