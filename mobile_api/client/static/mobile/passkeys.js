// Passkeys (https://www.w3.org/TR/webauthn-3/): what the shop asks, put to the browser, and its answer as JSON.

import { Refusal } from "./requests.js";

// A passkey is bound to the shop's name, which an address such as 127.0.0.1 is not.
const isNamed = !/^[\d.]+$|:/.test(location.hostname);

/** They need https, or localhost, and a browser that speaks JSON about them. */
export const knowsPasskeys = isNamed && Boolean(window.PublicKeyCredential?.parseCreationOptionsFromJSON);

export const usePasskey = ({ publicKey }) =>
  answered(() => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) }));

export const makePasskey = ({ publicKey }) =>
  answered(() => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) }));

const WORDS = {
  NotAllowedError: "No passkey was used.",
  InvalidStateError: "This device has a passkey for your account already.",
};

async function answered(ask) {
  try {
    return (await ask()).toJSON();
  } catch (error) {
    throw new Refusal(400, { code: "passkey", detail: WORDS[error.name] ?? "The passkey did not work. Please try again." });
  }
}
