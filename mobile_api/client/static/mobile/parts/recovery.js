// New recovery codes. They are shown this once.

import { el, heading } from "../dom.js";

export function recovery(codes, place) {
  const text = `${codes.join("\n")}\n`;
  const copy = el("button", { type: "button", class: "button button-quiet button-wide", click: toClipboard }, "Copy");
  async function toClipboard() {
    await navigator.clipboard.writeText(text);
    copy.textContent = "Copied";
  }
  return [
    heading("Keep these codes"),
    el("p", { class: "lead" }, "Each signs you in once, should you have lost your app or passkey. They are shown this once: keep them where your passwords are."),
    el("ol", { class: "codes panel" }, ...codes.map((code) => el("li", {}, code))),
    el("a", { class: "button button-wide", download: "recovery-codes.txt", href: `data:text/plain;charset=utf-8,${encodeURIComponent(text)}` }, "Download"),
    navigator.clipboard && copy,
    el("button", { type: "button", class: "button button-quiet button-wide", click: place.reload }, "I have kept them"),
  ];
}
