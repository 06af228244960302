// The address of the account. A new one replaces it once the code sent there has come back.

import { el, heading } from "../dom.js";
import { confirmed } from "../parts/confirm.js";
import { form } from "../parts/field.js";
import { codeField, emailField } from "../parts/login.js";
import { skeletonOf } from "../parts/skeleton.js";
import { way } from "../parts/things.js";
import { tell } from "../parts/toast.js";
import { changeEmail, emails, keepEmail, verifyEmail } from "../security.js";

export const tab = "account";
export const skeleton = () => skeletonOf("title", "row");
export const load = () => emails();

export function draw(all, place) {
  const own = all.find(({ verified }) => verified);
  const awaited = all.find(({ verified }) => !verified);
  return [
    heading("E-mail address"),
    el("p", { class: "lead" }, "You sign in with ", el("strong", {}, own?.email ?? ""), ", and we write to you there."),
    ...(awaited ? finishing(awaited.email, place) : beginning(place)),
  ];
}

function beginning(place) {
  return [
    form([emailField({ label: "New e-mail address", autocomplete: "email" })], "Send the code", async ({ email }) => {
      await confirmed(() => changeEmail(email));
      place.reload();
    }),
  ];
}

function finishing(email, place) {
  const keep = async () => {
    await keepEmail(email);
    place.reload();
  };
  return [
    el("p", {}, "We have sent a code to ", el("strong", {}, email), ". Until you have typed it in, your address stays as it is."),
    form([codeField()], "Use the new address", async ({ key }) => {
      await verifyEmail(key.trim());
      tell("This is your e-mail address now.");
      place.reload();
    }),
    el("p", { class: "aside" }, way("Keep the old address", null, keep)),
  ];
}
