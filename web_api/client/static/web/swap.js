// Changing what is on a page without leaving it: its HTML is fetched as ever, and the main part of it put in place.
// Links marked `data-swap` and forms marked so ("change": as soon as something in them changes) are taken over;
// whatever does not work out is done the ordinary way.

const main = document.getElementById("content");
const said = document.getElementById("said");
let shown = here(location);
let going = null; // the request on its way, which a newer one makes pointless

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-swap], .pagination a");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  swap(link.href, { focus: link.closest(".pagination") ? "results" : null });
});

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (!form.matches("[data-swap]")) return;
  event.preventDefault();
  if (form.method === "post") swap(form.action, { send: form, body: new URLSearchParams(new FormData(form, submitter)) });
  else swap(`${location.pathname}${query(form)}`);
});

document.addEventListener("change", ({ target }) => {
  if (target.form?.dataset.swap === "change") target.form.requestSubmit();
});

addEventListener("popstate", () => {
  if (here(location) !== shown) swap(location.href, { remember: false });
});

/** Show what `url` answers. `body` is sent by POST, for the form `send`; `focus` is the id of what gets it then. */
async function swap(url, { body, send, focus, remember = true } = {}) {
  going?.abort();
  const mine = (going = new AbortController());
  main.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { method: body ? "POST" : "GET", body, signal: mine.signal });
    const elsewhere = new URL(answer.url).pathname !== location.pathname;
    if (elsewhere && remember) return location.assign(answer.url);
    show(new DOMParser().parseFromString(await answer.text(), "text/html"), focus);
    if (remember && answer.url !== location.href) history.pushState({}, "", answer.url);
    shown = here(location);
  } catch (error) {
    if (error.name === "AbortError") return;
    if (send) send.submit();
    else location.assign(url);
  }
}

function show(fresh, focus) {
  const had = mark(document.activeElement);
  const open = new Map([...main.querySelectorAll("details[id]")].map((fold) => [fold.id, fold.open]));
  main.replaceChildren(...fresh.getElementById("content").childNodes);
  main.removeAttribute("aria-busy");
  for (const fold of main.querySelectorAll("details[id]")) fold.open = open.get(fold.id) ?? fold.open;
  document.title = fresh.title;
  document.querySelector(".tools").replaceWith(fresh.querySelector(".tools"));
  document.dispatchEvent(new CustomEvent("swapped")); // what script adds is there before the focus goes to it
  const next = main.querySelector("[autofocus]") ?? (focus && document.getElementById(focus)) ?? find(had);
  next?.focus({ preventScroll: !focus });
  if (focus) next.scrollIntoView({ block: "start" });
  said.textContent = main.querySelector("[data-says]")?.textContent.trim() ?? "";
}

/** What an element can be found by once the page is another. */
function mark(element) {
  if (!main.contains(element)) return null;
  if (element.id) return `#${CSS.escape(element.id)}`;
  return element.name ? `[name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]` : "#results";
}

function find(selector) {
  return selector && (main.querySelector(selector) ?? main);
}

/** A form's query, without what is empty or as usual. */
function query(form) {
  const fields = [...new FormData(form)].filter(([name, value]) => value && form.elements[name].dataset?.usual !== value);
  return fields.length ? `?${new URLSearchParams(fields)}` : "";
}

function here({ pathname, search }) {
  return pathname + search;
}
