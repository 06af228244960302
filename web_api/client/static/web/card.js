// Paying by card: the provider's script shows the field and turns the card into a token. The card itself never gets here.

const form = document.querySelector("form[data-card-key]");
const loaded = new Map(); // script -> the promise of it

if (form) enhance(form);

function enhance(form) {
  const choice = form.querySelector("[data-card]");
  const entry = form.querySelector(".card-entry");
  const [field, fault, button] = [entry.querySelector(".card-field"), entry.querySelector(".fault"), form.querySelector("button")];
  let card = null; // { stripe, element }, once it is on the page

  choice.disabled = false;
  choice.checked = form.querySelectorAll("[name=payment]").length === 1;
  form.addEventListener("change", show);
  form.closest("details")?.addEventListener("toggle", show);
  show();

  async function show() {
    entry.hidden = !choice.checked;
    if (entry.hidden || card || form.closest("details:not([open])")) return;
    card = { stripe: null, element: null };
    say("");
    try {
      await load(form.dataset.cardScript);
      card.stripe = window.Stripe(form.dataset.cardKey);
      card.element = card.stripe.elements().create("card", { style: { base: { fontSize: "16px" } } });
      card.element.on("change", ({ error }) => say(error?.message ?? ""));
      card.element.mount(field);
    } catch {
      card = null;
      say("The card field could not be loaded. Please try again, or pay another way.");
    }
  }

  form.addEventListener("submit", async (event) => {
    if (!choice.checked) return;
    event.preventDefault();
    if (button.getAttribute("aria-disabled") === "true") return;
    if (!card) return show();
    if (!card.element) return;
    busy(true);
    try {
      const { error, paymentMethod } = await card.stripe.createPaymentMethod({ type: "card", card: card.element });
      if (error) throw error;
      form.elements.method.value = paymentMethod.id;
      form.submit();
    } catch (error) {
      busy(false);
      say(error.message || "The card could not be read. Please try again.");
      card.element.focus?.();
    }
  });

  function say(text) {
    fault.textContent = text;
    entry.classList.toggle("card-wrong", Boolean(text));
  }

  function busy(is) {
    button.setAttribute("aria-disabled", is);
  }
}

function load(src) {
  if (!loaded.has(src)) {
    const coming = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => {
        loaded.delete(src);
        reject(new Error(src));
      });
      script.src = src;
      document.head.append(script);
    });
    loaded.set(src, coming);
  }
  return loaded.get(src);
}
