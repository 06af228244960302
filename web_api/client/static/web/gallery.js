// The pictures of a product, one at a time; which one, the small ones below say.

import { el } from "./dom.js";

const gallery = document.getElementById("gallery");
const pictures = [...gallery.children];
const thumbs = pictures.length > 1 ? pictures.map(thumb) : [];

if (pictures.length > 1) {
  const row = el("div", { class: "thumbs", role: "group", "aria-label": "Pictures" }, ...thumbs);
  row.addEventListener("click", (event) => show(thumbs.indexOf(event.target.closest("button"))));
  row.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = (thumbs.indexOf(document.activeElement) + step + thumbs.length) % thumbs.length;
    thumbs[next].focus();
    show(next);
  });
  gallery.classList.add("gallery-live");
  gallery.after(row);
  show(0);
}

/** The picture at a place; where there is no choice, or no such place, all stays as it is. */
export function show(place) {
  if (!thumbs[place]) return;
  for (const [at, picture] of pictures.entries()) {
    picture.hidden = at !== place;
    thumbs[at].setAttribute("aria-pressed", String(at === place));
  }
}

function thumb(picture, place) {
  const small = picture.firstElementChild.cloneNode(true);
  small.classList.remove("cover-whole");
  for (const each of small.querySelectorAll("[sizes]")) each.sizes = "4.5rem";
  const image = small.querySelector("img");
  if (image) image.alt = "";
  return el("button", { class: "thumb", type: "button", "aria-label": `Picture ${place + 1}` }, small);
}
