// What script adds to a product: one picture at a time, the options as a matrix; and that it was looked at.

import "./gallery.js";
import "./options.js";
import { remember } from "./viewed.js";

remember(Number(document.querySelector(".product").dataset.id));
