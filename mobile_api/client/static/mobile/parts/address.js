// Where an order goes: how it is shown, and how it is asked for.

import { el } from "../dom.js";
import { spoken } from "../market.js";
import { field } from "./field.js";


export function addressOf({ name, line1, line2, postcode, city, region, country, phone }) {
  const lines = [name, line1, line2, [postcode, city].filter(Boolean).join(" "), region, countryName(country), phone];
  return el("address", {}, ...lines.filter(Boolean).flatMap((line) => [line, el("br")]).slice(0, -1));
}

function countryName(code) {
  try {
    return new Intl.DisplayNames([spoken()], { type: "region" }).of(code);
  } catch {
    return code;
  }
}

/** `countries` is the shop's own list of codes; which of them need a postcode, the shop says too. */
export function addressFields(address, countries) {
  const of = (name, label, autocomplete, rest = {}) =>
    field(name, label, { autocomplete, value: address[name] || null, maxlength: 120, ...rest });
  return [
    of("name", "Full name", "name"),
    of("line1", "Street and number", "address-line1"),
    of("line2", "Flat, floor, company", "address-line2", { optional: true }),
    el("div", { class: "pair" }, of("postcode", "Postcode", "postal-code", { required: false }), of("city", "City", "address-level2")),
    of("region", "State or region", "address-level1", { optional: true }),
    field("country", "Country", { control: select(countries, address.country ?? likelyOf(countries)) }),
    of("phone", "Phone", "tel", { type: "tel", optional: true, hint: "Only for questions about the delivery." }),
  ];
}

function select(countries, chosen) {
  const options = countries
    .map((code) => [code, countryName(code)])
    .sort(([, one], [, other]) => one.localeCompare(other, spoken()))
    .map(([value, text]) => el("option", { value, selected: value === chosen }, text));
  return el("select", { autocomplete: "country" }, el("option", { value: "" }, "Choose"), ...options);
}

function likelyOf(countries) {
  const { region } = new Intl.Locale(navigator.language || "en");
  return countries.includes(region) ? region : "";
}
