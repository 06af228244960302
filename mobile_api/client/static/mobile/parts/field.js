// Forms: fields with their labels and faults, and sending them.

import { Refusal, Unreachable } from "../requests.js";
import { el } from "../dom.js";
import { notice } from "./notice.js";

/**
 * A labelled input; `hint` stands below it. The name is what faults come back under. `required` is said by silence.
 * `id` tells it from a field of the same name that is on the screen, too.
 */
export function field(name, label, { hint, id = name, optional = false, required = !optional, control, ...attributes } = {}) {
  const input = control ?? el("input", { type: "text", ...attributes });
  input.id = `field-${id}`;
  input.name = name;
  input.required = required;
  if (hint) input.setAttribute("aria-describedby", `hint-${id}`);
  return el(
    "div",
    { class: "field" },
    el("label", { for: input.id }, label, optional && el("small", {}, " optional")),
    input,
    hint && el("p", { class: "hint", id: `hint-${id}` }, hint),
    el("p", { class: "fault", id: `fault-${id}`, hidden: true }),
  );
}

/** A form whose `send(values)` may be refused; the faults then stand at their fields, the rest above. */
export function form(fields, submit, send, { className = "form", look = "button-wide" } = {}) {
  const button = el("button", { type: "submit", class: `button ${look}` }, submit);
  const above = el("div", {});
  const whole = el("form", { class: className, novalidate: true }, above, ...fields, button);
  whole.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled") === "true") return;
    clear(whole, above);
    if (leftEmpty(whole)) return;
    busy(button, true);
    try {
      await send(Object.fromEntries(new FormData(whole)));
    } catch (error) {
      explain(whole, above, error);
    }
    busy(button, false);
  });
  return whole;
}

/** A busy button keeps the focus and its place. */
export function busy(button, is) {
  button.setAttribute("aria-disabled", is);
  button.classList.toggle("busy", is);
}

function clear(whole, above) {
  above.replaceChildren();
  for (const input of whole.elements) fault(input, null);
}

function leftEmpty(whole) {
  const missing = [...whole.elements].filter((input) => input.required && !input.value.trim());
  for (const input of missing) fault(input, "Please fill this in.");
  missing[0]?.focus();
  return missing.length > 0;
}

function explain(whole, above, error) {
  const errors = Object.entries(error instanceof Refusal ? error.errors : {});
  const placed = errors.filter(([name, messages]) => {
    const input = whole.elements[name.replace(/^.*\./, "")];
    if (input) fault(input, messages.join(" "));
    return input;
  });
  whole.querySelector("[aria-invalid=true]")?.focus();
  if (placed.length) return;
  if (!(error instanceof Error && (error.status || error instanceof Unreachable))) console.error(error);
  above.append(notice("error", errors.flatMap(([, messages]) => messages).join(" ") || error.message));
  above.scrollIntoView({ block: "nearest" });
}

function fault(input, text) {
  const message = input.parentElement.querySelector(".fault");
  if (!message) return;
  message.textContent = text ?? "";
  message.hidden = !text;
  if (text) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  const described = [text && message.id, input.parentElement.querySelector(".hint")?.id].filter(Boolean).join(" ");
  if (described) input.setAttribute("aria-describedby", described);
  else input.removeAttribute("aria-describedby");
}
