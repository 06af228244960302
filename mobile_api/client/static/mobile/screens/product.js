// One product: what it is, what it costs, which one to take.

import { act, screen } from "../api.js";
import { setCount } from "../credentials.js";
import { el, heading } from "../dom.js";
import { priceOf } from "../parts/card.js";
import { cover, tint } from "../parts/cover.js";
import { busy } from "../parts/field.js";
import { skeletonOf } from "../parts/skeleton.js";
import { tell } from "../parts/toast.js";

export const tab = "home";
export const skeleton = () => skeletonOf("cover", "line", "title", "row", "row");
export const load = ({ params: [id] }) => screen(`product/${id}`, { open: true });

const isLeft = (variant) => variant.left !== 0;

export function draw(product) {
  const { variants } = product;
  let chosen = variants.find(isLeft) ?? variants[0];
  const bar = el("div", { class: "buy" });
  const choose = (variant) => {
    chosen = variant;
    bar.replaceChildren(...buying(chosen));
  };
  if (chosen) choose(chosen);
  const stage = el("div", { class: "stage" }, cover(product.image, { named: true, now: true }));
  tint(stage, product.image);
  return el(
    "article",
    { class: "product" },
    stage,
    el(
      "div",
      { class: "product-text" },
      el("p", { class: "product-brand" }, product.brand),
      heading(product.title),
      variants.length > 1 && choice(product, chosen, choose),
      variants.length === 1 && stock(chosen),
      !variants.length && el("p", { class: "plain" }, "Not for sale right now."),
      el("div", { class: "prose" }, ...paragraphs(product.description)),
    ),
    chosen && bar,
  );
}

function choice({ options, variants }, chosen, choose) {
  const rows = variants.map((variant) =>
    el(
      "label",
      { class: "option" },
      el("input", {
        type: "radio",
        name: "variant",
        value: variant.id,
        checked: variant === chosen && isLeft(variant),
        disabled: !isLeft(variant),
        change: () => choose(variant),
      }),
      el("span", { class: "option-name" }, variant.option, stock(variant)),
      priceOf(variant),
    ),
  );
  return el("fieldset", { class: "options" }, el("legend", {}, options || "Version"), ...rows);
}

function stock({ left }) {
  if (left === undefined) return null;
  return el("small", { class: left ? "stock" : "stock stock-none" }, left ? `Only ${left} left` : "Sold out");
}

function buying(variant) {
  const button = el("button", { type: "button", class: "button", click: () => add(variant, button) }, "Add to cart");
  if (!isLeft(variant)) {
    button.disabled = true;
    button.textContent = "Sold out";
  }
  return [el("p", { class: "buy-price" }, priceOf(variant), variant.option && el("small", {}, variant.option)), button];
}

async function add(variant, button) {
  if (button.getAttribute("aria-disabled") === "true") return;
  busy(button, true);
  try {
    const cart = await act("cart/add", { variant: variant.id, quantity: 1 });
    setCount(cart.count);
    tell("Added to your cart.", { href: "#/cart", text: "View cart" });
  } catch (error) {
    tell(refused(error));
  }
  busy(button, false);
}

function refused({ code, details, message }) {
  const available = details?.shortages?.[0]?.available;
  if (code !== "out_of_stock" || available === undefined) return message;
  return available ? `Only ${available} left, counting those in your cart.` : "This has just sold out.";
}

const paragraphs = (text) =>
  text
    .split(/\n\s*\n/)
    .filter(Boolean)
    .map((paragraph) => el("p", {}, paragraph));
