// A sheet that comes up over the screen and has the focus until it is closed: by its buttons, by Escape, or beside it.

import { el, icon } from "../dom.js";

/** Returns `close(result)`; `closed(result)` is called with it, and `left()` where the sheet is only put away. */
export function openSheet({ title, aside = null, content, foot, closed, left = () => {} }) {
  const away = el("button", { type: "button", class: "sheet-close", "aria-label": "Close", click: () => sheet.close() }, icon("close"));
  const sheet = el(
    "dialog",
    { class: "sheet", "aria-labelledby": "sheet-title" },
    el("header", { class: "sheet-head" }, el("h2", { id: "sheet-title", tabindex: "-1", autofocus: true }, title), aside, away),
    el("div", { class: "sheet-body" }, ...content),
    el("footer", { class: "sheet-foot" }, foot),
  );
  let result = null;
  sheet.addEventListener("close", () => {
    sheet.remove();
    if (result === null) left();
    else closed(result);
  });
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet) sheet.close(); // beside it, on the backdrop
  });
  addEventListener("hashchange", () => sheet.close(), { once: true });
  document.body.append(sheet);
  sheet.showModal();
  return (answer) => {
    result = answer;
    sheet.close();
  };
}
