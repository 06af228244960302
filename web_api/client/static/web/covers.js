// Pictures: the colour behind one goes once it is there, and one that cannot be had leaves a blank sleeve.

import { el } from "./dom.js";

/** What a picture's frame becomes once it is known whether there is a picture. */
async function settle(image) {
  const frame = image.closest(".cover");
  if (!frame) return;
  try {
    await image.decode(); // loaded is not painted yet
    frame.dataset.loaded = "";
  } catch {
    if (!image.naturalWidth) frame.replaceWith(blankSleeve(image.alt));
  }
}

function blankSleeve(alt) {
  const named = alt ? { role: "img", "aria-label": alt } : { "aria-hidden": "true" };
  return el("span", { class: "cover cover-blank", ...named });
}

const settled = ({ target }) => target instanceof HTMLImageElement && settle(target);
document.addEventListener("load", settled, true);
document.addEventListener("error", settled, true);
for (const image of document.images) if (image.complete) settle(image);
