// The language and the currency that the shop is read in.

import { glance } from "../api.js";
import { el, heading } from "../dom.js";
import { choose, chosen } from "../market.js";
import { field, form } from "../parts/field.js";
import { skeletonOf } from "../parts/skeleton.js";
import { tell } from "../parts/toast.js";

export const tab = "account";
export const skeleton = () => skeletonOf("title", "field", "field");
export const load = () => glance("config");

export function draw({ locale, currency, locales, currencies }) {
  const fields = [
    locales.length > 1 && field("locale", "Language", { control: select(locales, locale, ({ name }) => name) }),
    currencies.length > 1 && field("currency", "Currency", { control: select(currencies, currency, ({ code, name }) => `${code} · ${name}`) }),
  ].filter(Boolean);
  return [
    heading("Language and currency"),
    fields.length
      ? form(fields, "Use these", async (choice) => {
          choose({ ...chosen(), ...choice });
          tell("The shop is read so from here on.");
          location.replace("#/account");
        })
      : el("p", { class: "plain" }, `This shop is read in ${locales[0].name}, with prices in ${currencies[0].name}.`),
  ];
}

function select(choices, now, named) {
  return el("select", {}, ...choices.map((one) => el("option", { value: one.code, selected: one.code === now }, named(one))));
}
