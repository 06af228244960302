// A picture in its square, which has the picture's own colour until it is there.

import { el, icon } from "../dom.js";

/** `named`: whether the picture is read out; beside a title that says the same it need not be. */
export function cover(image, { named = false, now = false } = {}) {
  const frame = el("span", { class: "cover" }, icon("disc"));
  if (!image) return frame;
  const picture = el("img", {
    src: image.url,
    alt: named ? image.alt : "",
    width: 600,
    height: 600,
    loading: now ? "eager" : "lazy",
    decoding: "async",
    load: () => frame.classList.add("loaded"),
    error: () => picture.remove(),
  });
  tint(frame, image);
  frame.append(picture);
  return frame;
}

/** Let an element know the picture's colour. */
export function tint(element, image) {
  if (image && CSS.supports("color", image.color)) element.style.setProperty("--tone", image.color);
}
