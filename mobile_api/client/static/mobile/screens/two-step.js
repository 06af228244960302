// Two-step sign-in: after the password a code, made by an app or, without it, taken from a list.

import { el, heading } from "../dom.js";
import { confirmed } from "../parts/confirm.js";
import { form } from "../parts/field.js";
import { oneTimeCodeField } from "../parts/login.js";
import { recovery } from "../parts/recovery.js";
import { skeletonOf } from "../parts/skeleton.js";
import { way } from "../parts/things.js";
import { tell } from "../parts/toast.js";
import { authenticators, beginTotp, endTotp, makeRecoveryCodes, turnTotpOn } from "../security.js";

export const tab = "account";
export const skeleton = () => skeletonOf("title", "row");
export const load = async () => ({ all: await authenticators() });

const QUIET = { look: "button button-quiet button-wide" };

/** `setup` while an app is being set up; `codes` this once. */
export function draw({ all, setup, codes }, place) {
  if (codes?.length) return recovery(codes, place);
  const on = all.some(({ type }) => type === "totp");
  const left = all.find(({ type }) => type === "recovery_codes");
  return [
    heading("Two-step sign-in"),
    el("p", { class: "lead" }, "After your password a code is asked for, which only your own device can make."),
    ...(on ? whileOn(place) : setup ? whileSettingUp(all, setup, place) : whileOff(all, place)),
    ...(left ? codesLeft(left.unused_code_count, all, place) : []),
  ];
}

function whileOff(all, place) {
  const begin = async () => place.redraw({ all, setup: await beginTotp() });
  return [
    el("p", { class: "notice notice-warning" }, "It is off. Any app for one-time codes will do: the one in your password manager, Aegis, FreeOTP, Google Authenticator."),
    way("Set it up", null, begin, { look: "button button-wide" }),
  ];
}

function whileSettingUp(all, { secret, totp_url }, place) {
  return [
    el("div", { class: "panel setup" }, el("p", {}, "Open your app with this key, or type it in there:"), el("code", { class: "secret" }, secret), el("a", { class: "button button-quiet button-wide", href: totp_url }, "Open in an app")),
    form([oneTimeCodeField("Then enter the code that it shows")], "Turn it on", async ({ code }) => {
      const codes = await confirmed(() => turnTotpOn(code.trim()));
      tell("Two-step sign-in is on.");
      if (codes.length) place.redraw({ all, codes });
      else place.reload();
    }),
  ];
}

function whileOn(place) {
  const off = async () => {
    await endTotp();
    tell("Two-step sign-in is off.");
    place.reload();
  };
  return [el("p", { class: "notice notice-good" }, "It is on: an app on your device makes the codes."), way("Turn it off", null, off, QUIET)];
}

function codesLeft(count, all, place) {
  const make = async () => place.redraw({ all, codes: await makeRecoveryCodes() });
  return [
    el("h2", {}, "Recovery codes"),
    el("p", {}, `You have ${count} left. Each signs you in once, in place of your app or passkey. New ones make the old ones worthless.`),
    way("Make new ones", "Make new recovery codes", make, QUIET),
  ];
}
