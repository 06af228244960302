// What this installation holds to show who it is, shared by all its tabs.
//
// guest: the guest token · session, access, refresh, until: a sign-in, and when its access token ends ·
// email: whose · pending: a sign-up, a reset or a sign-in that waits for a code or a passkey · count: what the cart held last

const KEY = "bespoke";
let memory = {}; // where the browser keeps nothing for us, this visit is all there is

export const changes = new EventTarget();

export function held() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? memory;
  } catch {
    return memory;
  }
}

function keep(next) {
  const before = principal();
  memory = next;
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // memory has it
  }
  if (principal() !== before) changes.dispatchEvent(new Event("principal"));
  changes.dispatchEvent(new Event("change"));
}

/** Who is asking: a name for what is kept per principal, empty for nobody. */
export function principal(of = held()) {
  return of.session ?? of.guest ?? "";
}

export const isSignedIn = () => Boolean(held().refresh);

export function becomeGuest(token) {
  keep({ guest: token, pending: held().pending });
}

/** The sign-in took over what the guest had, and spent its token. */
export function signIn({ session_token, access_token, refresh_token, expires_in }, email) {
  keep({ session: session_token, email, ...renewal(access_token, refresh_token, expires_in) });
}

export function renew(access, refresh, expiresIn) {
  keep({ ...held(), ...renewal(access, refresh, expiresIn) });
}

const EARLY = 15; // seconds: on its way, a token must not expire
const USUAL = 300;

function renewal(access, refresh, expiresIn = USUAL) {
  return { access, refresh, until: Date.now() + (expiresIn - EARLY) * 1000 };
}

export function setEmail(email) {
  keep({ ...held(), email });
}

export function forget() {
  keep({});
}

export function setPending(pending) {
  keep({ ...held(), pending });
}

export function setCount(count) {
  if ((held().count ?? 0) !== count) keep({ ...held(), count });
}

addEventListener("storage", (event) => {
  if (event.key !== KEY && event.key !== null) return;
  const before = event.oldValue ? principal(JSON.parse(event.oldValue)) : "";
  changes.dispatchEvent(new Event("change"));
  if (principal() === before) return;
  changes.dispatchEvent(new Event("principal"));
  changes.dispatchEvent(new Event("elsewhere")); // another tab did it
});
