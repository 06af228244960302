// Requests to the phone's backend, with the token of whoever asks.

import * as credentials from "./credentials.js";
import { pictures } from "./formats.js";
import { chosen, choose, hear, marketHeaders } from "./market.js";

const ROOT = "/api/mobile/v1/";
const AUTH = "/api/mobile/auth/v1/";
const APP_VERSION = "0.1.0";
const PATIENCE = 15_000; // milliseconds

// Who asks: for what is the same for all, for what depends on who looks, for what only somebody known may see.
export const [ANYBODY, WHOEVER, SOMEBODY] = ["anybody", "whoever", "somebody"];

/** For goods: whoever is signed in may pay the prices of a group, and all others pay the same. */
export const shopper = () => (credentials.isSignedIn() ? WHOEVER : ANYBODY);

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

/** Hears "lost" when no answer came, and "found" when one did. */
export const connection = new EventTarget();

/** `etagOf(principal)`: of what is known already. The answer has in `askedBy` who it was that asked. */
export async function ask(method, path, { body, headers = {}, by = SOMEBODY, etagOf = () => undefined }) {
  for (let last = false; ; last = true) {
    const token = await bearer(by);
    const askedBy = credentials.principal();
    const known = etagOf(askedBy);
    const response = await send(method, ROOT + path, {
      body,
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(known && { "If-None-Match": known }),
        Accept: `application/json, ${(await pictures()).join(", ")}`,
        DPR: devicePixelRatio,
        ...marketHeaders(),
        ...headers,
      },
    });
    if (!last && (await isSoldNoMore(response))) continue;
    hear(response);
    if (response.status !== 401 || !token || last) return Object.assign(response, { askedBy });
    await replace(token, by);
  }
}

/** Whether the shop does not sell in the chosen currency any more; then it is not chosen any more. */
async function isSoldNoMore(response) {
  const { currency, ...rest } = chosen();
  if (!currency || response.status !== 400) return false;
  const { code } = await response.clone().json().catch(() => ({}));
  if (code !== "currency_unknown") return false;
  choose(rest);
  return true;
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
    const response = await fetch(url, {
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
    connection.dispatchEvent(new Event("found"));
    return response;
  } catch {
    connection.dispatchEvent(new Event("lost"));
    throw new Unreachable();
  }
}

export async function bodyOf(response) {
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

async function bearer(by) {
  if (by === ANYBODY) return "";
  const { guest, access, refresh, until } = credentials.held();
  if (refresh) return access && until > Date.now() ? access : renewed(access, by);
  return guest ?? (by === WHOEVER ? "" : registered());
}

/** The backend does not take this token any more. */
async function replace(token, by) {
  if (credentials.isSignedIn()) {
    await renewed(token, by);
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
function renewed(spent, by) {
  return alone(async () => {
    const { access, refresh, until } = credentials.held();
    if (!refresh) return by === WHOEVER ? "" : signedOut();
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
    return by === WHOEVER ? "" : signedOut();
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
