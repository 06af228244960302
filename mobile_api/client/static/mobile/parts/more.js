// The end of a list that goes on: more comes when it is scrolled to, or when the button is pressed.

import { el } from "../dom.js";
import { busy } from "./field.js";

const AHEAD = "600px"; // so that the next ones are there before the end is seen

/** `fetchMore()` adds the next ones to the list, and answers whether there are yet more. */
export function more(fetchMore) {
  const button = el("button", { type: "button", class: "button button-quiet", click: go }, "Show more");
  const fault = el("p", { class: "fault", role: "alert" });
  const end = el("div", { class: "more" }, fault, button);
  const watcher = new IntersectionObserver(([entry]) => entry.isIntersecting && go(), { rootMargin: AHEAD });
  let going = false;

  async function go() {
    if (going) return;
    if (!end.isConnected) return watcher.disconnect();
    going = true;
    busy(button, true);
    fault.textContent = "";
    try {
      if (!(await fetchMore())) {
        watcher.disconnect();
        return end.remove();
      }
      watcher.unobserve(end); // observed anew, it tells again whether the end is in sight
      watcher.observe(end);
    } catch (error) {
      watcher.disconnect(); // from here on only when asked to
      fault.textContent = error.message;
    } finally {
      going = false;
      busy(button, false);
    }
  }

  watcher.observe(end);
  return end;
}
