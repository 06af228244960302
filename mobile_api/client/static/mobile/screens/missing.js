// A place that is none of the app's.

import { el } from "../dom.js";
import { empty } from "../parts/empty.js";
import { skeletonOf } from "../parts/skeleton.js";

export const tab = "home";
export const skeleton = () => skeletonOf("title");
export const load = async () => null;
export const draw = () => empty("disc", "Not here", "There is nothing at this address.", el("a", { class: "button", href: "#/" }, "Go to the start"));
