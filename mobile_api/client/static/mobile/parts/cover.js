// A picture in its square, which is filled with what is roughly on it until it is there.

import { el, icon } from "../dom.js";
import { thumbHashToColor, thumbHashToDataURL } from "./thumbhash.js";

/** `named`: whether the picture is read out; beside a title that says the same it need not be. */
export function cover(image, { named = false, now = false } = {}) {
  const frame = el("span", { class: "cover" }, icon("disc"));
  if (!image) return frame;
  fill(frame, image);
  const picture = el("img", {
    src: image.url,
    alt: named ? image.alt : "",
    width: 720,
    height: 720,
    loading: now ? "eager" : "lazy",
    decoding: "async",
    load: () => settle(frame),
    error: () => {
      picture.remove();
      frame.style.removeProperty("background-image");
    },
  });
  frame.append(picture);
  if (picture.complete && picture.naturalWidth) settle(frame); // from the browser's own memory, no event needed
  return frame;
}

/** Let an element know the picture's colour. */
export function tint(element, image) {
  const tone = image?.placeholder ? thumbHashToColor(image.placeholder) : image?.color;
  if (tone && CSS.supports("color", tone)) element.style.setProperty("--tone", tone);
}

function fill(frame, image) {
  tint(frame, image);
  if (image.placeholder) frame.style.backgroundImage = `url("${thumbHashToDataURL(image.placeholder)}")`;
}

/** The picture is there: it fades in, and what stood in for it goes. */
function settle(frame) {
  frame.classList.add("loaded");
  setTimeout(() => frame.style.removeProperty("background-image"), 400);
}
