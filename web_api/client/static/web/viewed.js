// Which products this browser has looked at, latest first. It alone knows; the shop is only asked to show them.

const KEY = "viewed";
const MOST = 12; // as many as the shop takes

export function viewed() {
  try {
    const ids = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(ids) ? ids.filter((id) => Number.isSafeInteger(id) && id > 0).slice(0, MOST) : [];
  } catch {
    return []; // not ours, or nothing may be kept here
  }
}

export function remember(id) {
  try {
    localStorage.setItem(KEY, JSON.stringify([id, ...viewed().filter((other) => other !== id)].slice(0, MOST)));
  } catch {
    // nothing may be kept here
  }
}
