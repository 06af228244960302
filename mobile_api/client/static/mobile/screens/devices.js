// Where the shopper is signed in, in browsers and on phones, and how to sign out there.

import { el, heading } from "../dom.js";
import { day } from "../parts/dates.js";
import { deviceName } from "../parts/device.js";
import { skeletonRows } from "../parts/skeleton.js";
import { thing, things, way } from "../parts/things.js";
import { tell } from "../parts/toast.js";
import { endPlaces, places } from "../security.js";

const CLIENTS = { web: "Browser", mobile: "Phone app", admin: "Back office" };

export const tab = "account";
export const skeleton = () => skeletonRows(2);
export const load = () => places();

export function draw(all, place) {
  const others = all.filter(({ is_current }) => !is_current);
  const end = (ids, said) => async () => {
    await endPlaces(ids);
    tell(said);
    place.reload();
  };
  const row = ({ id, client, user_agent, ip, created_at, is_current }) => {
    const name = deviceName(user_agent);
    const about = `${CLIENTS[client] ?? client} · ${ip} · since ${day(created_at * 1000)}`;
    const way_out = is_current ? el("span", { class: "state" }, "Here") : way("Sign out", `Sign out on ${name}`, end([id], "You are signed out there."));
    return thing(name, about, way_out);
  };
  return [
    heading("Where you are signed in"),
    el("p", { class: "lead" }, "Something you do not know? Sign out there, and change your password."),
    things([...all.filter(({ is_current }) => is_current), ...others].map(row)),
    others.length > 0 && way("Sign out everywhere else", null, end(others.map(({ id }) => id), "You are signed in nowhere else now."), { look: "button button-quiet button-wide" }),
  ];
}
