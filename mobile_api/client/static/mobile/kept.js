// What screens said last, with their ETags, for whoever asks now. What is nobody's own, and the first screen, is kept in
// this browser's storage too: the app has it when it is opened without a connection.

/** What names begin with of what was said to one principal alone. */
export const OWN = "own ";

const PREFIX = "bespoke.seen ";
const MOST = 60;
const MOST_STORED = 24;
const memory = new Map(); // name -> { etag, body }, oldest first

export function recall(name) {
  return memory.get(name) ?? stored(name);
}

export function keep(name, entry, { lasting = false } = {}) {
  memory.delete(name);
  memory.set(name, entry);
  if (memory.size > MOST) memory.delete(memory.keys().next().value);
  if (lasting) store(name, entry);
}

/** Somebody else is asking from here on. */
export function forgetOwn() {
  const isOwn = (name) => name.startsWith(OWN);
  [...memory.keys()].filter(isOwn).forEach((name) => memory.delete(name));
  attempt(() => names().filter(isOwn).forEach(remove));
}

function stored(name) {
  const text = attempt(() => localStorage.getItem(PREFIX + name));
  const entry = text && attempt(() => JSON.parse(text));
  if (entry) memory.set(name, entry);
  return entry ?? undefined;
}

function store(name, entry) {
  attempt(() => {
    const order = [...names().filter((other) => other !== name), name];
    order.splice(0, order.length - MOST_STORED).forEach(remove);
    localStorage.setItem(PREFIX, JSON.stringify(order));
    localStorage.setItem(PREFIX + name, JSON.stringify(entry));
  });
}

const names = () => JSON.parse(localStorage.getItem(PREFIX)) ?? []; // oldest first
const remove = (name) => localStorage.removeItem(PREFIX + name);

/** Storage may be full, or closed to us: then memory is all there is. */
function attempt(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}
