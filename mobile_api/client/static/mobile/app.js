// The app: which screen is on, what is around it, and the way from one to the next.

import * as credentials from "./credentials.js";
import { failure } from "./parts/failure.js";
import { quiet } from "./parts/toast.js";
import { connection } from "./requests.js";
import * as account from "./screens/account.js";
import * as alerts from "./screens/alerts.js";
import * as browse from "./screens/browse.js";
import * as cart from "./screens/cart.js";
import * as checkout from "./screens/checkout.js";
import * as code from "./screens/code.js";
import * as connections from "./screens/connections.js";
import * as devices from "./screens/devices.js";
import * as email from "./screens/email.js";
import * as factor from "./screens/factor.js";
import * as home from "./screens/home.js";
import * as market from "./screens/market.js";
import * as missing from "./screens/missing.js";
import * as order from "./screens/order.js";
import * as orders from "./screens/orders.js";
import * as passkeys from "./screens/passkeys.js";
import * as password from "./screens/password.js";
import * as product from "./screens/product.js";
import * as reset from "./screens/reset.js";
import * as search from "./screens/search.js";
import * as signUp from "./screens/sign-up.js";
import * as twoStep from "./screens/two-step.js";
import { keepShell } from "./shell.js";

// A screen has: tab (where it belongs), load(place) -> data, draw(data, place) -> what to show, skeleton(place).
const ROUTES = [
  [/^\/$/, home],
  [/^\/browse\/(\d+)$/, browse],
  [/^\/search$/, search],
  [/^\/product\/(\d+)$/, product],
  [/^\/cart$/, cart],
  [/^\/checkout$/, checkout],
  [/^\/orders$/, orders],
  [/^\/order\/([0-9A-Z]+)$/, order],
  [/^\/account$/, account],
  [/^\/account\/alerts$/, alerts],
  [/^\/account\/market$/, market],
  [/^\/account\/sign-up$/, signUp],
  [/^\/account\/code$/, code],
  [/^\/account\/factor$/, factor],
  [/^\/account\/reset$/, reset],
  [/^\/account\/email$/, email],
  [/^\/account\/password$/, password],
  [/^\/account\/two-step$/, twoStep],
  [/^\/account\/passkeys$/, passkeys],
  [/^\/account\/connections$/, connections],
  [/^\/account\/devices$/, devices],
];
const ROOTS = ["/", "/search", "/cart", "/orders", "/account"]; // the tabs' own: nothing to go back to
const GRACE = 120; // milliseconds the last screen may stay while the next one loads

const main = document.querySelector("#screen");
const back = document.querySelector(".bar-back");
const barTitle = document.querySelector(".bar-title");
const tabs = [...document.querySelectorAll(".tabs a")];
const badge = document.querySelector(".badge");
const offline = document.querySelector(".offline");
const spoken = document.querySelector("#spoken");
const shop = document.body.dataset.shop;

// --- Going ----------------------------------------------------------------------------------------

const scrolls = new Map(); // visit -> how far down it was
let visits = Date.now();
let here = null;

function placeNow() {
  const [path, query = ""] = (location.hash.startsWith("#/") ? location.hash.slice(1) : "/").split("?");
  const [pattern, screen] = ROUTES.find(([route]) => route.test(path)) ?? [/.*/, missing];
  const restored = Boolean(history.state?.visit);
  if (!restored) history.replaceState({ visit: (visits += 1) }, "");
  const place = {
    path,
    screen,
    restored, // come back to, or reloaded
    visit: history.state.visit,
    params: path.match(pattern).slice(1),
    query: new URLSearchParams(query),
    isCurrent: () => here === place,
    /** Show other data in the same place, keeping the focus where it was: on what has the same `data-key`. */
    redraw: (data) => here === place && show(place, screen.draw(data, place), { quietly: true }),
    reload: () => here === place && arrive(place, { quietly: true }),
  };
  return place;
}

async function arrive(place, { quietly = false } = {}) {
  const first = here === null;
  here = place;
  here.attempt = Symbol("attempt");
  const { attempt } = here;
  const stale = () => here !== place || place.attempt !== attempt;
  const { screen } = place;
  frame(place);
  main.setAttribute("aria-busy", "true");
  const waiting = setTimeout(() => wait(place), first ? 0 : GRACE);
  let content;
  try {
    const data = await screen.load(place);
    content = stale() ? null : screen.draw(data, place);
  } catch (error) {
    if (!stale()) content = failure(error, place.reload);
  }
  clearTimeout(waiting);
  if (!stale()) show(place, content, { quietly: quietly || first });
}

function wait(place) {
  main.replaceChildren(place.screen.skeleton(place));
  scrollTo(0, 0);
  spoken.textContent = "Loading";
}

function show(place, content, { quietly }) {
  const focused = main.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  main.replaceChildren(...[content].flat().filter(Boolean));
  main.setAttribute("aria-busy", "false");
  spoken.textContent = "";
  const title = main.querySelector("h1");
  document.title = title && place.path !== "/" ? `${title.textContent} · ${shop}` : shop;
  barTitle.textContent = title?.textContent ?? shop;
  watch(title);
  tellConnection();
  if (focused) (main.querySelector(`[data-key="${CSS.escape(focused)}"]`) ?? title)?.focus({ preventScroll: true });
  else if (!quietly) title?.focus({ preventScroll: true });
  if (quietly) return;
  scrollTo(0, (place.restored && scrolls.get(place.visit)) || 0);
  main.classList.remove("arrived");
  main.getBoundingClientRect(); // so that it begins anew
  main.classList.add("arrived");
}

function frame(place) {
  const isRoot = ROOTS.includes(place.path);
  back.hidden = isRoot;
  document.body.classList.toggle("root", isRoot);
  document.body.dataset.tab = place.screen.tab;
  for (const tab of tabs) {
    if (tab.dataset.tab !== place.screen.tab) tab.removeAttribute("aria-current");
    else tab.setAttribute("aria-current", isRoot ? "page" : "true");
  }
}

// The bar takes the title over once the heading has gone under it.
const watcher = new IntersectionObserver(
  ([entry]) => document.body.classList.toggle("scrolled", !entry.isIntersecting && entry.boundingClientRect.top < 80),
  { rootMargin: "-52px 0px 0px 0px" },
);

function watch(title) {
  watcher.disconnect();
  document.body.classList.remove("scrolled");
  if (title) watcher.observe(title);
}

addEventListener("hashchange", () => {
  if (!location.hash.startsWith("#/") && location.hash) return;
  if (here) scrolls.set(here.visit, scrollY);
  quiet();
  arrive(placeNow());
});

back.addEventListener("click", () => {
  // Opened at this very place, the app has nothing behind it: up it goes instead.
  if (scrolls.size) history.back();
  else location.replace("#/");
});

document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});

for (const tab of tabs) {
  tab.addEventListener("click", () => location.hash === tab.hash && scrollTo({ top: 0 }));
}

// --- Around it ------------------------------------------------------------------------------------

function count() {
  const { count = 0 } = credentials.held();
  badge.hidden = !count;
  badge.textContent = count > 99 ? "99+" : count || "";
  badge.parentElement.setAttribute("aria-label", count ? `Cart, ${count} in it` : "Cart");
}

let lost = false;

function tellConnection() {
  const away = navigator.onLine ? (lost ? "The shop cannot be reached" : "") : "You are offline";
  offline.textContent = away && (main.querySelector(".failure, .skeleton") ? `${away}.` : `${away}: this is as you saw it last.`);
}

connection.addEventListener("lost", () => {
  lost = true;
});
connection.addEventListener("found", () => {
  lost = false;
  tellConnection();
});
credentials.changes.addEventListener("change", count);
credentials.changes.addEventListener("elsewhere", () => here?.reload());
addEventListener("online", () => here?.reload());
addEventListener("offline", tellConnection);

history.scrollRestoration = "manual";
tellConnection();
count();
arrive(placeNow());
keepShell();
