// Something to know before going on, read out when it appears.

import { el } from "../dom.js";

/** `kind`: warning, error or good. */
export function notice(kind, ...content) {
  return el("div", { class: `notice notice-${kind}`, role: kind === "good" ? "status" : "alert" }, ...content);
}

/** Sections of a screen that were left out this time. */
export function degraded(names) {
  return names?.length ? el("p", { class: "degraded" }, "Some of this page could not be loaded just now.") : null;
}
