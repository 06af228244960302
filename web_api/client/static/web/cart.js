// The cart's quantities by step. What is changed is sent after a moment, by the form that sends it without script too.

import { el } from "./dom.js";

const PAUSE = 350; // milliseconds, for those who take several steps
const main = document.getElementById("content");
let timer = 0;

function enhance() {
  for (const form of main.querySelectorAll(".quantity:not(:has(.stepper))")) {
    const input = form.elements.quantity;
    const stepper = el("span", { class: "stepper" });
    input.replaceWith(stepper);
    stepper.append(step(form, "fewer", "−", -1), input, step(form, "more", "+", 1));
    limit(input);
  }
}

function step(form, name, sign, by) {
  const { title, line } = form.dataset;
  const label = by < 0 ? `One fewer of ${title}` : `One more of ${title}`;
  const attributes = { class: "stepper-step", type: "button", id: `${name}-${line}`, "aria-label": label, "data-by": by };
  return el("button", attributes, sign);
}

/** Below one there is the button that takes the line out. */
function limit(input) {
  for (const button of input.parentElement.querySelectorAll("button")) {
    const next = Number(input.value) + Number(button.dataset.by);
    button.disabled = next < Number(input.min) || next > Number(input.max);
  }
}

main.addEventListener("click", ({ target }) => {
  const button = target.closest(".stepper-step");
  if (!button) return;
  const input = button.form.elements.quantity;
  input.value = Number(input.value) + Number(button.dataset.by);
  limit(input);
  clearTimeout(timer);
  timer = setTimeout(() => button.form.requestSubmit(), PAUSE);
});
document.addEventListener("swapped", enhance);
enhance();
