// What stands where a screen could not be loaded.

import { Unreachable } from "../requests.js";
import { el, heading, icon } from "../dom.js";

export function failure(error, retry) {
  const { title, text, goOn } = explain(error);
  if (!error.status && !(error instanceof Unreachable)) console.error(error); // ours, not the shop's
  return el(
    "section",
    { class: "empty failure" },
    icon(error instanceof Unreachable ? "cloud" : "disc"),
    heading(title),
    el("p", {}, text),
    goOn ?? el("button", { type: "button", class: "button", click: retry }, "Try again"),
  );
}

function explain(error) {
  if (error instanceof Unreachable && !navigator.onLine) {
    return { title: "You are offline", text: "This needs a connection. It will load as soon as there is one." };
  }
  if (error instanceof Unreachable) return { title: "No answer", text: "The shop cannot be reached right now." };
  if (error.code === "signed_out") return { title: "Signed out", text: error.message, goOn: way("#/account", "Sign in") };
  if (error.status === 404) return { title: "Not here", text: error.message, goOn: way("#/", "Go to the start") };
  if (error.status === 426) return { title: "Out of date", text: "Please load the app again to go on." };
  return { title: "Something went wrong", text: error.status < 500 ? error.message : "Please try again in a moment." };
}

const way = (href, text) => el("a", { class: "button", href }, text);
