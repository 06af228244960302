// The phone's backend: one request a screen, one a thing done.

import * as credentials from "./credentials.js";

const ROOT = "/api/mobile/v1/";
const AUTH = "/api/mobile/auth/v1/";
const APP_VERSION = "0.1.0";
const PATIENCE = 15_000; // milliseconds
const PAUSES = [500, 1500]; // before an action is sent once more
const KEPT_SCREENS = 60;

/** The backend said no. `code` is stable, the message is for the shopper, `errors` maps fields to messages. */
export class Refusal extends Error {
  constructor(status, { code = "", detail = "", errors = {}, details = {} } = {}) {
    super(detail || "Something went wrong.");
    Object.assign(this, { status, code, errors, details });
  }
}

/** No answer came. What was asked for may have been done or not. */
export class Unreachable extends Error {
  constructor() {
    super("The shop cannot be reached.");
  }
}

// --- Screens --------------------------------------------------------------------------------------

const kept = new Map(); // principal and path -> the ETag and body last seen
const underway = new Set(); // actions not answered yet

/** A screen's data. An `open` one needs no token; the others wait for what is being done, so as to show it. */
export async function screen(path, { open = false } = {}) {
  await Promise.allSettled(underway);
  const response = await ask("GET", `screens/${path}`, { open, etagOf: (name) => kept.get(name)?.etag });
  const name = response.askedAs;
  const seen = kept.get(name);
  if (response.status === 304 && seen) {
    await response.text(); // empty; unread, the browser would list the request as failed
    return seen.body;
  }
  const body = await bodyOf(response);
  kept.delete(name);
  kept.set(name, { etag: response.headers.get("ETag"), body });
  if (kept.size > KEPT_SCREENS) kept.delete(kept.keys().next().value);
  return body;
}

credentials.changes.addEventListener("principal", () => kept.clear());

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

// --- Requests -------------------------------------------------------------------------------------

async function ask(method, path, { body, headers = {}, open = false, etagOf = () => undefined }) {
  for (let last = false; ; last = true) {
    const token = await bearer(open);
    const askedAs = `${credentials.principal()} ${path}`;
    const etag = etagOf(askedAs);
    const response = await send(method, ROOT + path, {
      body,
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(etag && { "If-None-Match": etag }),
        ...headers,
      },
    });
    response.askedAs = askedAs;
    if (response.status !== 401 || !token || last) return response;
    await replace(token, open);
  }
}

/** Sign-in and all that goes with it, in allauth's own envelope: status, data, meta, errors. */
export async function authenticate(method, path, { body, session } = {}) {
  const { guest } = credentials.held();
  const response = await send(method, AUTH + path, {
    body: body && JSON.stringify(body),
    headers: { ...(guest && { Authorization: `Bearer ${guest}` }), ...(session && { "X-Session-Token": session }) },
  });
  const answer = await response.json().catch(() => ({}));
  return { ...answer, status: response.status };
}

async function send(method, url, { body, headers = {} }) {
  try {
    return await fetch(url, {
      method,
      body,
      headers: {
        "X-App-Version": `web ${APP_VERSION}`,
        ...(body && { "Content-Type": "application/json" }),
        ...headers,
      },
      cache: "no-store", // bodies and ETags are kept here, per principal
      credentials: "omit",
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    throw new Unreachable();
  }
}

async function bodyOf(response) {
  let body;
  try {
    body = await response.json();
  } catch {
    if (response.ok) throw new Unreachable();
    body = {};
  }
  if (!response.ok) throw new Refusal(response.status, body);
  return body;
}

// --- Tokens ---------------------------------------------------------------------------------------

async function bearer(open) {
  const { guest, access, refresh, until } = credentials.held();
  if (refresh) return access && until > Date.now() ? access : renewed(access, open);
  return guest ?? (open ? "" : registered());
}

/** The backend does not take this token any more. */
async function replace(token, open) {
  if (credentials.isSignedIn()) {
    await renewed(token, open);
  } else if (credentials.held().guest === token) {
    credentials.forget();
  }
}

function registered() {
  return alone(async () => {
    const { guest, access } = credentials.held();
    if (access ?? guest) return access ?? guest; // another tab was first
    const about = { platform: "web", app_version: APP_VERSION };
    const { guest_token } = await bodyOf(await send("POST", `${ROOT}devices`, { body: JSON.stringify(about) }));
    credentials.becomeGuest(guest_token);
    return guest_token;
  });
}

/** A fresh access token. A refresh token used twice ends the sign-in, so never two at a time, in no two tabs. */
function renewed(spent, open) {
  return alone(async () => {
    const { access, refresh, until } = credentials.held();
    if (!refresh) return open ? "" : signedOut();
    if (access !== spent && until > Date.now()) return access; // another request, or tab, was first
    const body = JSON.stringify({ refresh_token: refresh });
    const response = await send("POST", `${AUTH}tokens/refresh`, { body });
    const answer = await response.json().catch(() => ({}));
    if (response.ok && answer.data) {
      const { access_token, refresh_token, expires_in } = { ...answer.meta, ...answer.data };
      credentials.renew(access_token, refresh_token, expires_in);
      return access_token;
    }
    if (response.status >= 500 || response.status === 429) throw new Refusal(response.status);
    credentials.forget();
    return open ? "" : signedOut();
  });
}

function signedOut() {
  throw new Refusal(401, { code: "signed_out", detail: "You have been signed out. Please sign in again." });
}

let turn = Promise.resolve();

function alone(work) {
  if (navigator.locks) return navigator.locks.request("bespoke.credentials", work);
  const mine = turn.then(work);
  turn = mine.catch(() => {});
  return mine;
}
