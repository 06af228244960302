// The front page shows what this browser looked at lately, once it is asked to.

import { viewed } from "./viewed.js";

const place = document.getElementById("viewed");
const ids = viewed();

if (ids.length && !place.childElementCount) {
  const query = new URLSearchParams(ids.map((id) => ["viewed", id]));
  const answer = await fetch(`/?${query}`);
  if (answer.ok) {
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceWith(fresh.getElementById("viewed"));
  }
}
