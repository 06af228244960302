// Passkeys: signing in by what unlocks the shopper's own device.

import { el, heading } from "../dom.js";
import { confirmed } from "../parts/confirm.js";
import { day } from "../parts/dates.js";
import { field, form } from "../parts/field.js";
import { recovery } from "../parts/recovery.js";
import { openSheet } from "../parts/sheet.js";
import { skeletonOf } from "../parts/skeleton.js";
import { thing, things, way } from "../parts/things.js";
import { tell } from "../parts/toast.js";
import { knowsPasskeys } from "../passkeys.js";
import { addPasskey, authenticators, removePasskey, renamePasskey } from "../security.js";

export const tab = "account";
export const skeleton = () => skeletonOf("title", "row");
export const load = async () => ({ all: (await authenticators()).filter(({ type }) => type === "webauthn") });

/** `codes` this once: the recovery codes that the first passkey brings along. */
export function draw({ all, codes }, place) {
  if (codes?.length) return recovery(codes, place);
  return [
    heading("Passkeys"),
    el("p", { class: "lead" }, "Sign in with your fingerprint, your face or your screen lock, and no password to be guessed or given away."),
    all.length > 0 && things(all.map((passkey) => row(passkey, place))),
    knowsPasskeys ? adding(all, place) : el("p", { class: "notice notice-warning" }, "Here they do not work: passkeys need a browser that knows them, and the shop at its own name over https."),
  ];
}

function adding(all, place) {
  const name = field("name", "Name of a new one", { optional: true, maxlength: 100, autocomplete: "off", hint: "To tell it from others: “Phone”, “Key ring”." });
  return form([name], "Add a passkey", async (values) => {
    const codes = await confirmed(() => addPasskey(values.name));
    tell("The passkey is added.");
    if (codes.length) place.redraw({ all, codes });
    else place.reload();
  });
}

function row({ id, name, created_at, last_used_at }, place) {
  const used = last_used_at ? `used last on ${on(last_used_at)}` : "not used yet";
  const remove = async () => {
    await removePasskey(id);
    tell("The passkey is worth nothing here any more. Remove it from your device, too.");
    place.reload();
  };
  return thing(
    name,
    `Added on ${on(created_at)} · ${used}`,
    el("button", { type: "button", class: "link", "aria-label": `Rename ${name}`, click: () => rename(id, name, place) }, "Rename"),
    way("Remove", `Remove ${name}`, remove),
  );
}

function rename(id, name, place) {
  const send = async (values) => {
    await confirmed(() => renamePasskey(id, values.name));
    close(true);
  };
  const close = openSheet({
    title: "Rename the passkey",
    content: [form([field("name", "Name", { id: "rename", value: name, maxlength: 100, autocomplete: "off" })], "Rename", send)],
    foot: el("p", { class: "hint" }, "Only you see the name."),
    closed: place.reload,
  });
}

const on = (seconds) => day(seconds * 1000);
