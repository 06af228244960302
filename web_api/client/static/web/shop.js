// What script adds to every page. Each page works without it: links, and forms that are sent.

import "./covers.js";
import "./search.js";
import "./swap.js";
