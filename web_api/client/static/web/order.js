// An order can be printed; and while its payment is not settled, its page looks again by itself.

import { el } from "./dom.js";

const LONGEST = 60_000; // milliseconds
let pause = 3_000;
// Whoever comes back from the bank wants to know at once.
if (new URLSearchParams(location.search).has("payment_intent")) pause = 0;

function enhance() {
  const print = el("button", { class: "button-link", type: "button" }, "Print it");
  print.addEventListener("click", () => window.print());
  document.getElementById("print").append(" · ", print);
  const again = document.querySelector("form[data-again]");
  if (again) setTimeout(() => look(again), pause);
}

function look(form) {
  if (!form.isConnected) return;
  if (document.hidden) return document.addEventListener("visibilitychange", () => look(form), { once: true });
  pause = Math.min(Math.max(pause, 2_000) * 1.5, LONGEST);
  form.requestSubmit();
}

document.addEventListener("swapped", enhance);
enhance();
