// An order can be printed.

import { el } from "./dom.js";

const print = el("button", { class: "button-link", type: "button" }, "Print it");
print.addEventListener("click", () => window.print());
document.getElementById("print").append(" · ", print);
