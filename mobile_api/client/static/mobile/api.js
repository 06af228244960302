// The phone's backend: one request a screen, one a thing done.

import * as credentials from "./credentials.js";
import { forgetOwn, keep, OWN, recall } from "./kept.js";
import { marketName } from "./market.js";
import { ANYBODY, ask, bodyOf, Refusal, shopper, SOMEBODY, Unreachable } from "./requests.js";

const PAUSES = [500, 1500]; // milliseconds before an action is sent once more

// --- Screens --------------------------------------------------------------------------------------

const underway = new Set(); // actions not answered yet

/**
 * A screen's data. `by` says who asks: ANYBODY's are the same for all and need no token; what depends on who looks is for
 * WHOEVER it is, or for SOMEBODY who has to be known, and waits for what is being done, so as to show it. Where no answer
 * comes, what is not for somebody alone is as it was said last.
 */
export async function screen(path, { by = SOMEBODY } = {}) {
  if (by !== ANYBODY) await Promise.allSettled(underway);
  try {
    return await fresh(path, by);
  } catch (error) {
    const seen = error instanceof Unreachable && by !== SOMEBODY && recall(nameOf(path, by));
    if (seen) return seen.body;
    throw error;
  }
}

async function fresh(path, by) {
  const named = (principal) => nameOf(path, by, principal);
  const response = await ask("GET", `screens/${path}`, { by, etagOf: (principal) => recall(named(principal))?.etag });
  const name = named(response.askedBy);
  const seen = recall(name);
  if (response.status === 304 && seen) {
    await response.text(); // empty; unread, the browser would list the request as failed
    return seen.body;
  }
  const body = await bodyOf(response);
  const lasting = by !== SOMEBODY && !path.includes("cursor=");
  keep(name, { etag: response.headers.get("ETag"), body }, { lasting });
  return body;
}

function nameOf(path, by, principal = credentials.principal()) {
  const name = `${path} ${marketName()}`.trimEnd();
  return by === ANYBODY ? name : `${OWN}${name} ${principal}`;
}

/** Answers that nobody will want again, such as what is suggested while somebody types. */
export async function glance(path) {
  return bodyOf(await ask("GET", path, { by: shopper() }));
}

credentials.changes.addEventListener("principal", forgetOwn);

// --- Actions --------------------------------------------------------------------------------------

const unresolved = new Map(); // path -> what was last said there and its key, while its fate is unknown

/** Do something once. Said again after no answer came, it goes by the same key, so that it is not done twice. */
export function act(path, body, key = null) {
  const doing = insist(path, body, key);
  underway.add(doing);
  const done = () => underway.delete(doing);
  doing.then(done, done);
  return doing;
}

async function insist(path, body, key) {
  const said = JSON.stringify(body);
  const before = unresolved.get(path);
  const mine = key ?? (before?.said === said ? before.key : newKey());
  unresolved.set(path, { said, key: mine });
  for (let attempt = 0; ; attempt += 1) {
    try {
      const headers = { "Idempotency-Key": mine };
      const answer = await bodyOf(await ask("POST", `actions/${path}`, { body: said, headers }));
      unresolved.delete(path);
      return answer;
    } catch (error) {
      if (!fateUnknown(error)) {
        unresolved.delete(path);
        throw error;
      }
      if (attempt === PAUSES.length) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSES[attempt]));
    }
  }
}

const fateUnknown = (error) =>
  error instanceof Unreachable ||
  (error instanceof Refusal && ([502, 503, 504].includes(error.status) || error.code === "idempotency_key_in_flight"));

/** Random enough to name one intention. randomUUID is there in secure contexts alone. */
function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
