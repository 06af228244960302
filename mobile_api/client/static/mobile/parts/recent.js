// What was searched for on this phone, latest first. It stays here.

const KEY = "bespoke.searches";
const MOST = 8;

export function recent() {
  try {
    return (JSON.parse(localStorage.getItem(KEY)) ?? []).filter((one) => typeof one === "string");
  } catch {
    return [];
  }
}

export function remember(query) {
  const same = (other) => other.toLowerCase() === query.toLowerCase();
  keep([query, ...recent().filter((other) => !same(other))].slice(0, MOST));
}

export const forgetSearches = () => keep([]);

function keep(queries) {
  try {
    localStorage.setItem(KEY, JSON.stringify(queries));
  } catch {
    // then there are none
  }
}
