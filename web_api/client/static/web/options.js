// The versions of a product. Where they differ in several things, each is chosen by itself; the price, what is left,
// the number and the picture follow what is chosen.

import { el } from "./dom.js";
import { show } from "./gallery.js";

const form = document.getElementById("buy");
const variants = JSON.parse(document.getElementById("variants").textContent);
const names = JSON.parse(document.getElementById("option-names").textContent);

if (form && variants.length > 1) {
  const versions = document.getElementById("versions");
  const stock = el("p", { class: "stock", role: "status" });
  const usual = form.querySelector(".button").textContent;
  form.addEventListener("change", ({ target }) => target.name === "variant" && tell(chosen()));
  form.addEventListener("picked", () => tell(chosen()));
  if (names.length > 1) {
    versions.after(stock); // else each version says so itself
    matrix(versions);
  } else if (chosen()) tell(chosen());

  function tell(variant) {
    const left = variant.available;
    stock.replaceChildren(supplyOf(variant));
    show(variant.picture);
    document.getElementById("price").replaceChildren(...priced(variant));
    const { lowest_30: lowest } = variant;
    document.getElementById("before").textContent = lowest ? `Lowest price of the last 30 days: ${lowest.formatted}` : "";
    offerToTell(variant);
    document.getElementById("sku").textContent = variant.sku;
    document.getElementById("number").hidden = false;
    form.elements.quantity.max = left || 1;
    const button = form.querySelector(".button");
    button.disabled = !left;
    button.textContent = left ? usual : "Sold out";
  }
}

function chosen() {
  return variants.find(({ id }) => String(id) === form.elements.variant.value);
}

/** As its version says it. */
function supplyOf({ id }) {
  return form.querySelector(`[name=variant][value="${id}"]`).closest(".choice").querySelector(".choice-state").cloneNode(true);
}

/** Whoever has chosen what is sold out may want to wait for it. */
function offerToTell({ id, state }) {
  const waiting = document.getElementById("waiting");
  if (!waiting || state !== "sold_out") return;
  waiting.open = true;
  waiting.querySelector("[name=variant]").value = id;
}

function priced({ price, compare_at: before, saving, tax_included: taxed }) {
  const parts = [el("span", { class: "price-now" }, price.formatted)];
  if (before) {
    parts.unshift(el("span", { class: "hidden" }, "Now "));
    parts.push(" ", el("span", { class: "hidden" }, ", before "), el("s", {}, before.formatted));
  }
  if (!taxed) parts.push(" ", el("span", { class: "price-tax" }, "plus tax"));
  const whole = el("span", { class: before ? "price price-offer" : "price" }, ...parts);
  return saving ? [whole, el("span", { class: "badge badge-offer" }, `Save ${saving.formatted}`)] : [whole];
}

function matrix(versions) {
  const radios = [...form.querySelectorAll("[name=variant]")];
  const first = chosen() ?? variants[0];
  let picked = [...first.option_values];
  const fields = names.map((name, at) => option(name, at));
  const options = el("div", { class: "options" }, ...fields);
  versions.hidden = true;
  versions.before(options);
  options.addEventListener("change", (event) => {
    event.stopPropagation();
    pick(Number(event.target.name.slice("option-".length)), event.target.value);
  });
  render();

  function option(name, at) {
    const values = [...new Set(variants.map((variant) => variant.option_values[at]))];
    const pills = values.map((value) =>
      el("label", { class: "pill" }, el("input", { type: "radio", name: `option-${at}`, value }), el("span", {}, value), el("span", { class: "hidden" })),
    );
    return el("fieldset", {}, el("legend", {}, `${name}: `, el("span", {}, "")), el("div", { class: "pills" }, ...pills));
  }

  /** Another value of one option. What there is not together with the others, takes the nearest there is. */
  function pick(at, value) {
    const wanted = picked.with(at, value);
    const having = variants.filter((variant) => variant.option_values[at] === value);
    picked = having.reduce((best, other) => (fits(other, wanted) > fits(best, wanted) ? other : best)).option_values;
    render();
  }

  function fits({ option_values: values, available }, wanted) {
    return values.filter((value, at) => value === wanted[at]).length + (available ? 0.5 : 0);
  }

  function render() {
    const variant = variants.find(({ option_values: values }) => values.every((value, at) => value === picked[at]));
    for (const [at, field] of fields.entries()) {
      field.querySelector("legend span").textContent = picked[at];
      for (const pill of field.querySelectorAll(".pill")) renderPill(pill, at);
    }
    for (const radio of radios) {
      radio.disabled = false; // a version sold out is shown too; the button says that it is
      radio.checked = radio.value === String(variant.id);
    }
    form.dispatchEvent(new CustomEvent("picked"));
  }

  function renderPill(pill, at) {
    const [radio, , note] = pill.children;
    const other = picked.with(at, radio.value);
    const variant = variants.find(({ option_values: values }) => values.every((value, place) => value === other[place]));
    radio.checked = picked[at] === radio.value;
    pill.className = `pill${variant ? (variant.available ? "" : " pill-gone") : " pill-none"}`;
    note.textContent = variant ? (variant.available ? "" : " (sold out)") : " (not with the others)";
  }
}
