// Where an order goes: how it is shown, and how it is asked for.

import { el } from "../dom.js";
import { field } from "./field.js";

// ISO 3166-1 alpha-2, and the few regions the shop takes besides. Which of them need a postcode, the shop says.
const COUNTRIES =
  "AC AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CP CR CU CV CW CX CY CZ DE DG DJ DK DM DO DZ EA EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU IC ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW".split(
    " ",
  );
const names = new Intl.DisplayNames(["en"], { type: "region" });

export function addressOf({ name, line1, line2, postcode, city, region, country, phone }) {
  const lines = [name, line1, line2, [postcode, city].filter(Boolean).join(" "), region, countryName(country), phone];
  return el("address", {}, ...lines.filter(Boolean).flatMap((line) => [line, el("br")]).slice(0, -1));
}

function countryName(code) {
  try {
    return names.of(code);
  } catch {
    return code;
  }
}

export function addressFields(address = {}) {
  const of = (name, label, autocomplete, rest = {}) =>
    field(name, label, { autocomplete, value: address[name] || null, maxlength: 120, ...rest });
  return [
    of("name", "Full name", "name"),
    of("line1", "Street and number", "address-line1"),
    of("line2", "Flat, floor, company", "address-line2", { optional: true }),
    el("div", { class: "pair" }, of("postcode", "Postcode", "postal-code", { required: false }), of("city", "City", "address-level2")),
    of("region", "State or region", "address-level1", { optional: true }),
    field("country", "Country", { control: countries(address.country ?? likelyCountry()) }),
    of("phone", "Phone", "tel", { type: "tel", optional: true, hint: "Only for questions about the delivery." }),
  ];
}

function countries(chosen) {
  const options = COUNTRIES.map((code) => [code, countryName(code)])
    .sort(([, one], [, other]) => one.localeCompare(other, "en"))
    .map(([value, text]) => el("option", { value, selected: value === chosen }, text));
  return el("select", { autocomplete: "country" }, el("option", { value: "" }, "Choose"), ...options);
}

function likelyCountry() {
  const { region } = new Intl.Locale(navigator.language || "en");
  return COUNTRIES.includes(region) ? region : "";
}
