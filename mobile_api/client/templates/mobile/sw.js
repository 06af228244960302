// The app's worker: keeps the app itself, page, modules, styles and icons, as one version that never mixes with another.
// What the backend answers never comes here: the app keeps what it may, for whoever it was answered to.

const PAGE = "{{ page|escapejs }}";
const VERSION = "{{ version }}";
const FILES = {{ files|safe }}; // under names that have their content's hash

const PREFIX = "bespoke-";
const NAME = PREFIX + VERSION;

self.addEventListener("install", (event) => event.waitUntil(fetchWhole()));

/** All of it or nothing: a page of another version, met in the midst of a release, is not taken. */
async function fetchWhole() {
  const page = await fetch(PAGE, { cache: "no-store", credentials: "omit" });
  if (!page.ok || !(await page.clone().text()).includes(VERSION)) throw new Error("Another version is being served.");
  const cache = await caches.open(NAME);
  await cache.addAll(FILES);
  await cache.put(PAGE, page);
}

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== NAME).map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" ? pathname === PAGE : FILES.includes(pathname)) event.respondWith(kept(request, pathname));
});

async function kept(request, pathname) {
  const cache = await caches.open(NAME);
  return (await cache.match(pathname)) ?? fetch(request);
}
