// Pictures side by side: swiped, scrolled by the arrow keys, or gone to by their dots. Returns { element, show(at) }.

import { el } from "../dom.js";
import { cover, tint } from "./cover.js";

export function gallery(images, title) {
  const stage = el("div", { class: "stage" });
  tint(stage, images[0]);
  if (images.length < 2) {
    stage.append(cover(images[0], { named: true, now: true }));
    return { element: stage, show() {} };
  }
  const slides = images.map((image, at) => el("li", {}, cover(image, { named: true, now: at === 0 })));
  const row = el("ul", { class: "slides", tabindex: "0", "aria-label": `${images.length} pictures of ${title}` }, ...slides);
  const dots = slides.map((_, at) =>
    el("button", { type: "button", class: "dot", "aria-label": `Picture ${at + 1} of ${slides.length}`, click: () => show(at) }),
  );
  const show = (at) => slides[at] && row.scrollTo({ left: slides[at].offsetLeft - row.offsetLeft });
  const mark = (now) => dots.forEach((dot, at) => (at === now ? dot.setAttribute("aria-current", "true") : dot.removeAttribute("aria-current")));
  const watcher = new IntersectionObserver(
    (entries) => entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => mark(slides.indexOf(target))),
    { root: row, threshold: 0.6 },
  );
  slides.forEach((slide) => watcher.observe(slide));
  mark(0);
  stage.append(row, el("div", { class: "dots" }, ...dots));
  return { element: stage, show };
}
