// The app itself is kept in the browser by its worker (/m/sw.js), so that it opens without a connection. A new version
// is fetched whole beside the old one, and comes on when the app is opened anew or when somebody asks for it here.

import { tell } from "./parts/toast.js";

export async function keepShell() {
  const { worker } = document.body.dataset;
  if (!worker || !navigator.serviceWorker) return; // its makers' server has none; nor has a browser without https
  try {
    const registration = await navigator.serviceWorker.register(worker);
    if (registration.waiting) offer(registration.waiting);
    registration.addEventListener("updatefound", () => watch(registration.installing));
  } catch {
    // Storage is closed to us, or full. The app works all the same, with a connection.
  }
}

function watch(arriving) {
  arriving.addEventListener("statechange", () => {
    if (arriving.state === "installed" && navigator.serviceWorker.controller) offer(arriving);
  });
}

function offer(waiting) {
  tell("There is a new version.", { text: "Use it", click: () => use(waiting) });
}

function use(waiting) {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.postMessage("take over");
}
