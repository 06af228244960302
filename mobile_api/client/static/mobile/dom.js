// Building what is on the screen. Data becomes text and attributes, never markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element; attributes that are functions become listeners, those that are null or false are left out. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

/** One of the symbols in the page. It says nothing: the text beside it does. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** Text for ears alone. */
export function unseen(text) {
  return el("span", { class: "unseen" }, text);
}

/** The heading every screen has, which gets the focus when the screen is gone to. */
export function heading(text, attributes = {}) {
  return el("h1", { tabindex: "-1", ...attributes }, text);
}
