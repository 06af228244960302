// Signing up, in and out. The guest token goes along, so that the cart comes along.

import { authenticate, Refusal } from "./requests.js";
import * as credentials from "./credentials.js";

/** Each of these answers where it led: "in", "verify" or "reset", the last two waiting for a code from the mail. */
export const signUp = (email, password) => begin("auth/signup", { email, password }, email);
export const signIn = (email, password) => begin("auth/login", { email, password }, email);
export const requestReset = (email) => begin("auth/password/request", { email }, email);
export const verify = (key) => goOn("POST", "auth/email/verify", { key });

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
  const kind = waiting.id === "verify_email" ? "verify" : "reset";
  credentials.setPending({ kind, email, session: answer.meta.session_token });
  return kind;
}

function pendingOrGone() {
  const { pending } = credentials.held();
  if (!pending) throw tooLate();
  return pending;
}

const tooLate = () =>
  new Refusal(410, { code: "pending_gone", detail: "That took too long, or too many tries. Please start again." });

function refusalOf({ status, errors = [] }) {
  if (status === 429) return new Refusal(429, { detail: "Too many tries. Please wait a little and try again." });
  if (status === 401 || status === 409 || status === 410) {
    credentials.setPending(undefined);
    return tooLate();
  }
  const fields = {};
  for (const { param, message } of errors) (fields[param ?? ""] ??= []).push(message);
  return new Refusal(status, { code: errors[0]?.code, detail: errors[0]?.message, errors: fields });
}
