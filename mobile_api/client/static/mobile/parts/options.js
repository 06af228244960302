// Choosing among a product's variants: a row of chips for each thing they differ in.

import { el, unseen } from "../dom.js";
import { priceOf } from "./card.js";

/** `chosen(variant)` is called for the first one, and for each that is chosen. */
export function optionsOf({ options, variants, release_at, preorder }, first, chosen) {
  const isLeft = ({ left }) => left !== 0 || Boolean(release_at && !preorder); // what is not out yet is not sold out
  let now = first;
  const rows = options.map((option, at) => rowOf(option, at));
  pick(now);
  return rows.map(({ element }) => element);

  /** A value goes with the others as they are, or, where there is no such variant, with the nearest ones there are. */
  function withValue(at, value) {
    const those = variants.filter(({ values }) => values[at] === value);
    const likeness = (variant) => variant.values.filter((one, place) => one === now.values[place]).length + (isLeft(variant) ? 0.5 : 0);
    return those.reduce((best, other) => (likeness(other) > likeness(best) ? other : best), those[0]);
  }

  function fits(at, value) {
    return variants.find(({ values }) => values.every((one, place) => one === (place === at ? value : now.values[place])));
  }

  function pick(variant) {
    now = variant;
    for (const { update } of rows) update();
    chosen(now);
  }

  function rowOf({ name, values }, at) {
    const chips = values.map((value) => {
      const input = el("input", { type: "radio", name: `option-${at}`, value, change: () => pick(withValue(at, value)) });
      const note = el("span", { class: "choice-note" });
      const element = el("label", { class: "choice" }, input, el("span", {}, value), note);
      function update() {
        const variant = fits(at, value);
        input.checked = now.values[at] === value;
        element.classList.toggle("choice-none", !variant);
        element.classList.toggle("choice-out", Boolean(variant) && !isLeft(variant));
        note.replaceChildren(...noteOn(variant));
      }
      return { element, update };
    });
    const element = el("fieldset", { class: "choices" }, el("legend", {}, name), el("div", {}, ...chips.map(({ element }) => element)));
    return { element, update: () => chips.forEach(({ update }) => update()) };
  }

  /** Where there is one thing to choose, each says what it costs; where there are more, only what is in the way. */
  function noteOn(variant) {
    if (!variant) return [unseen(", not with the others as chosen")];
    if (!isLeft(variant)) return ["Sold out"];
    return options.length === 1 ? [priceOf(variant)] : [];
  }
}
