// What protects the account of whoever is signed in, and where they are signed in.

import * as credentials from "./credentials.js";
import { inItsWords } from "./identity.js";
import { makePasskey, usePasskey } from "./passkeys.js";
import { authenticate, Refusal } from "./requests.js";

/** Of each of these `code` "unconfirmed" is the refusal of somebody who has to prove first who they are: see parts/confirm.js. */
export const authenticators = async () => (await own("GET", "account/authenticators")).data;

/** The key for an app, as it is typed and as a link: { secret, totp_url }. */
export const beginTotp = async () => (await own("GET", "account/authenticators/totp", { done: [404] })).meta;
export const endTotp = () => own("DELETE", "account/authenticators/totp");

/** Answers the recovery codes that came along; none where there were some before. */
export async function turnTotpOn(code) {
  const before = await authenticators();
  await own("POST", "account/authenticators/totp", { body: { code } });
  return hasCodes(before) ? [] : recoveryCodes("GET");
}

export const makeRecoveryCodes = () => recoveryCodes("POST");

const recoveryCodes = async (method) => (await own(method, "account/authenticators/recovery-codes")).data.unused_codes ?? [];
const hasCodes = (all) => all.some(({ type }) => type === "recovery_codes");

/** As turnTotpOn. */
export async function addPasskey(name) {
  const asked = await own("GET", "account/authenticators/webauthn?passwordless");
  const credential = await makePasskey(asked.data.creation_options);
  const { meta } = await own("POST", "account/authenticators/webauthn", { body: { name, credential, passwordless: true } });
  return meta?.recovery_codes_generated ? recoveryCodes("GET") : [];
}

export const renamePasskey = (id, name) => own("PUT", "account/authenticators/webauthn", { body: { id, name } });
export const removePasskey = (id) => own("DELETE", "account/authenticators/webauthn", { body: { authenticators: [id] } });

export const connections = async () => (await own("GET", "account/providers")).data;
export const disconnect = (provider, account) => own("DELETE", "account/providers", { body: { provider, account } });

export const places = async () => (await own("GET", "auth/sessions")).data;
export const endPlaces = (ids) => own("DELETE", "auth/sessions", { body: { sessions: ids } });

/** The addresses of the account: its own, and one whose code is awaited, which is not `verified`. */
export const emails = async () => (await own("GET", "account/email")).data;
export const changeEmail = (email) => own("POST", "account/email", { body: { email } });
export const keepEmail = (email) => own("DELETE", "account/email", { body: { email } });

export async function verifyEmail(key) {
  const { data } = await own("POST", "auth/email/verify", { body: { key } });
  credentials.setEmail(data.user.email);
}

/** allauth's user: { email, has_usable_password, … }. */
export const whoAmI = async () => (await own("GET", "auth/session")).data.user;

/** Whoever changes it is signed out with everybody else. */
export async function changePassword(current_password, new_password) {
  await own("POST", "account/password/change", { body: { current_password, new_password }, done: [200, 401] });
  credentials.forget();
}

// --- Proving who one is ---------------------------------------------------------------------------

export const provePassword = (password) => own("POST", "auth/reauthenticate", { body: { password } });
export const proveCode = (code) => own("POST", "auth/2fa/reauthenticate", { body: { code } });

export async function provePasskey() {
  const asked = await own("GET", "auth/webauthn/reauthenticate");
  const credential = await usePasskey(asked.data.request_options);
  return own("POST", "auth/webauthn/reauthenticate", { body: { credential } });
}

async function own(method, path, { body, done = [200] } = {}) {
  const answer = await authenticate(method, path, { body, session: credentials.held().session });
  if (done.includes(answer.status)) return answer;
  if (answer.status === 401 && answer.meta?.is_authenticated) {
    throw new Refusal(401, { code: "unconfirmed", detail: "Please show that it is you.", details: answer.data });
  }
  if (answer.status === 401 || answer.status === 410) {
    credentials.forget();
    throw new Refusal(401, { code: "signed_out", detail: "You have been signed out. Please sign in again." });
  }
  throw inItsWords(answer);
}
