// Signing up, in and out. The guest token goes along, so that the cart comes along.

import { authenticate, Refusal } from "./requests.js";
import * as credentials from "./credentials.js";
import { usePasskey } from "./passkeys.js";

/**
 * Each of these answers where it led: "in", or to what is waited for, which is a code from the mail for "verify" and
 * "reset", and a code from an app or a passkey for "factor".
 */
export const signUp = (email, password) => begin("auth/signup", { email, password }, email);
export const signIn = (email, password) => begin("auth/login", { email, password }, email);
export const requestReset = (email) => begin("auth/password/request", { email }, email);
export const verify = (key) => goOn("POST", "auth/email/verify", { key });
export const giveCode = (code) => goOn("POST", "auth/2fa/authenticate", { code });

/** In with a passkey alone. */
export async function signInByPasskey() {
  const asked = await authenticate("GET", "auth/webauthn/login");
  if (asked.status !== 200) throw refusalOf(asked);
  const credential = await usePasskey(asked.data.request_options);
  return settle(await authenticate("POST", "auth/webauthn/login", { body: { credential }, session: asked.meta.session_token }));
}

/** A passkey in place of the code, after the password. */
export async function givePasskey() {
  const { session } = pendingOrGone();
  const asked = await authenticate("GET", "auth/webauthn/authenticate", { session });
  if (asked.status !== 200) throw refusalOf(asked);
  return goOn("POST", "auth/webauthn/authenticate", { credential: await usePasskey(asked.data.request_options) });
}

export async function sendAgain() {
  const { kind, email, session } = pendingOrGone();
  if (kind === "reset") return requestReset(email);
  const answer = await authenticate("POST", "auth/email/verify/resend", { session });
  if (answer.status === 409) throw new Refusal(409, { detail: "No other code can be sent. Please use the newest one." });
  if (answer.status !== 200) throw refusalOf(answer);
  return "verify";
}

/** A new password for the code from the mail, and then in with it. */
export async function reset(key, password) {
  const { email, session } = pendingOrGone();
  const answer = await authenticate("POST", "auth/password/reset", { body: { key, password }, session });
  if (answer.meta?.access_token) return settle(answer, email);
  if (![200, 401].includes(answer.status)) throw refusalOf(answer);
  return signIn(email, password);
}

/** Ends the sign-in on this phone, at the shop first. */
export async function signOut() {
  const { session } = credentials.held();
  const answer = await authenticate("DELETE", "auth/session", { session });
  if (answer.status >= 500 || answer.status === 429) throw refusalOf(answer);
  credentials.forget();
}

async function begin(path, body, email) {
  return settle(await authenticate("POST", path, { body }), email);
}

async function goOn(method, path, body) {
  const { email, session } = pendingOrGone();
  return settle(await authenticate(method, path, { body, session }), email);
}

function settle(answer, email) {
  if (answer.meta?.access_token) {
    credentials.signIn(answer.meta, answer.data.user.email ?? email);
    return "in";
  }
  const waiting = answer.data?.flows?.find((flow) => flow.is_pending);
  if (answer.status !== 401 || !waiting || !answer.meta?.session_token) throw refusalOf(answer);
  const kind = KINDS[waiting.id];
  if (!kind) throw refusalOf(answer);
  credentials.setPending({ kind, email, session: answer.meta.session_token, types: waiting.types });
  return kind;
}

const KINDS = { verify_email: "verify", mfa_authenticate: "factor", password_reset_by_code: "reset" };

function pendingOrGone() {
  const { pending } = credentials.held();
  if (!pending) throw tooLate();
  return pending;
}

const tooLate = () =>
  new Refusal(410, { code: "pending_gone", detail: "That took too long, or too many tries. Please start again." });

function refusalOf(answer) {
  if (![401, 409, 410].includes(answer.status)) return inItsWords(answer);
  credentials.setPending(undefined);
  return tooLate();
}

/** What allauth refused, as the phone's own backend would have said it. */
export function inItsWords({ status, errors = [] }) {
  if (status === 429) return new Refusal(429, { detail: "Too many tries. Please wait a little and try again." });
  const fields = {};
  for (const { param, message } of errors) (fields[param ?? ""] ??= []).push(message);
  return new Refusal(status, { code: errors[0]?.code, detail: errors[0]?.message, errors: fields });
}
