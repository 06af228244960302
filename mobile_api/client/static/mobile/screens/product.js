// One product: what it is, what it costs, which one to take.

import { act, screen } from "../api.js";
import { setCount } from "../credentials.js";
import { el, heading } from "../dom.js";
import { priceOf } from "../parts/card.js";
import { longDay, shortDay } from "../parts/dates.js";
import { busy } from "../parts/field.js";
import { gallery } from "../parts/gallery.js";
import { notice } from "../parts/notice.js";
import { optionsOf } from "../parts/options.js";
import { shelf } from "../parts/shelf.js";
import { skeletonProduct } from "../parts/skeleton.js";
import { priceNote } from "../parts/taxes.js";
import { tell } from "../parts/toast.js";
import { waitButton } from "../parts/wait.js";
import { shopper } from "../requests.js";

const WIDEST = 480; // CSS pixels its picture is shown in at most

export const tab = "home";
export const skeleton = skeletonProduct;
export const load = ({ params: [id] }) => screen(`product/${id}?w=${Math.min(innerWidth, WIDEST)}`, { by: shopper() });

export function draw(product, { query }) {
  const { variants } = product;
  const bar = el("div", { class: "buy" });
  const pictures = gallery(product.images, product.title);
  const left = el("p", { class: "stock", role: "status" });
  const first = variants.find(({ id }) => String(id) === query.get("variant")) ?? variants.find(({ left }) => left !== 0) ?? variants[0];
  const choose = (variant) => {
    left.replaceChildren(...stockOf(product, variant));
    left.classList.toggle("stock-none", variant.left === 0);
    left.classList.toggle("stock-few", variant.left > 0 || Boolean(variant.ships_at) || variant.backorder === true);
    pictures.show(variant.picture);
    bar.replaceChildren(...buying(product, variant));
  };
  const options = first ? optionsOf(product, first, choose) : [];
  return [
    el(
      "article",
      { class: "product" },
      pictures.element,
      el(
        "div",
        { class: "product-text" },
        el("header", {}, el("p", { class: "product-brand" }, product.brand), heading(product.title)),
        product.release_at && notice("good", outOn(product)),
        ...options,
        first ? left : el("p", { class: "plain" }, "Not for sale right now."),
        first && priceNote(product.price_tax),
        first && bar,
        el("div", { class: "prose" }, ...product.paragraphs.map((text) => el("p", {}, text))),
        factsOf(product.facts),
      ),
    ),
    product.together?.length > 0 && shelf({ title: "Bought together with it", cards: product.together }),
    product.related.length > 0 && shelf({ title: "You may like these, too", cards: product.related, more: wayTo(product.category) }),
  ];
}

const wayTo = (category) => category && { href: `#/browse/${category.id}`, text: `More in ${category.name}`, whole: true };

function outOn({ release_at, preorder }) {
  const when = `Out on ${longDay(release_at)}.`;
  return preorder ? `${when} Order it now, and it is sent when it comes.` : `${when} It can be bought from then on.`;
}

/** Whether there is any, when it is sent; of what is on offer, what it cost at the lowest before. */
function stockOf({ release_at, preorder }, { left, lowest, backorder, ships_at }) {
  const before = lowest && el("small", { class: "before" }, `Lowest price of the last 30 days: ${lowest}`);
  if (release_at && !preorder) return [before].filter(Boolean);
  return [supplyOf({ left, backorder, ships_at }), before].filter(Boolean);
}

function supplyOf({ left, backorder, ships_at }) {
  if (left === 0) return "Sold out";
  if (ships_at) return `Ships by ${shortDay(ships_at)}`;
  if (backorder) return "Ships when more has come in";
  return left ? `Only ${left} left` : "In stock";
}

function factsOf(facts) {
  if (!facts.length) return null;
  return el("dl", { class: "details" }, ...facts.map(({ name, value }) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

function buying({ title, release_at, preorder }, variant) {
  const name = variant.values.join(" / ");
  const waits = variant.left === 0 && !(release_at && !preorder);
  if (waits) return [priceBeside(variant, name), waitButton(variant, [title, name].filter(Boolean).join(", "))];
  const why = release_at && !preorder ? "Not out yet" : null;
  const text = why ?? (preorder ? "Order ahead" : "Add to cart");
  const button = el("button", { type: "button", class: "button", disabled: Boolean(why), "data-key": "add", click: () => add(variant, button) }, text);
  return [priceBeside(variant, name), button];
}

function priceBeside(variant, name) {
  return el("p", { class: "buy-price" }, priceOf(variant), name && el("small", {}, name));
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
