// A card is typed in at the payment provider, whose script shows the field and turns the card into a token. The card
// itself never gets here.

import { el } from "../dom.js";
import { busy } from "./field.js";

const loading = new Map(); // script -> the promise of it

/** A form that asks for a card; `use(token)` is called with what the provider gives for it. */
export function cardForm({ publishable_key, script }, use) {
  const place = el("div", { class: "card-field" });
  const fault = el("p", { class: "fault", role: "alert" });
  const button = el("button", { type: "submit", class: "button button-wide", "data-key": "use-card" }, "Use this card");
  const whole = el(
    "form",
    { class: "form panel", novalidate: true, submit: send, "aria-label": "Your card" },
    place,
    fault,
    el("p", { class: "hint" }, "It goes straight to our payment provider. We never see it, and nothing is charged before you place the order."),
    button,
  );
  const card = mount(place, script, publishable_key, say);
  return whole;

  async function send(event) {
    event.preventDefault();
    if (button.getAttribute("aria-disabled") === "true") return;
    busy(button, true);
    try {
      const { stripe, element } = await card;
      const { error, paymentMethod } = await stripe.createPaymentMethod({ type: "card", card: element });
      if (error) throw error;
      await use(paymentMethod.id);
    } catch (error) {
      say(error.message || "The card could not be read. Please try again.");
    }
    busy(button, false);
  }

  function say(text) {
    fault.textContent = text;
  }
}

async function mount(place, script, key, say) {
  try {
    await load(script);
    const stripe = window.Stripe(key);
    const element = stripe.elements().create("card", { style: { base: { fontSize: "16px" } } });
    element.on("change", ({ error }) => say(error?.message ?? ""));
    element.mount(place);
    return { stripe, element };
  } catch {
    const message = "The card field could not be loaded. Please try again, or pay another way.";
    say(message);
    return { stripe: { createPaymentMethod: async () => ({ error: { message } }) } };
  }
}

function load(src) {
  if (!loading.has(src)) {
    const coming = new Promise((loaded, failed) => document.head.append(el("script", { src, load: loaded, error: failed })));
    coming.catch(() => loading.delete(src));
    loading.set(src, coming);
  }
  return loading.get(src);
}
