// Accounts elsewhere that the shopper signs in by. They are connected on the web, where their providers lead back to.

import { el, heading } from "../dom.js";
import { skeletonOf } from "../parts/skeleton.js";
import { thing, things, way } from "../parts/things.js";
import { tell } from "../parts/toast.js";
import { connections, disconnect } from "../security.js";

export const tab = "account";
export const skeleton = () => skeletonOf("title", "row");
export const load = () => connections();

export function draw(all, place) {
  return [
    heading("Connected accounts"),
    el("p", { class: "lead" }, "Other accounts that you sign in to this one by."),
    all.length ? things(all.map((one) => row(one, place))) : el("p", { class: "plain" }, "None is connected. Another one is connected in the shop on the web."),
  ];
}

function row({ uid, provider, display }, place) {
  const end = async () => {
    await disconnect(provider.id, uid);
    tell("The two are not connected any more.");
    place.reload();
  };
  return thing(provider.name, display, way("Disconnect", `Disconnect ${provider.name}`, end));
}
