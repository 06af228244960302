// In which language and currency the shop is read: as somebody has chosen here, else as browser and shop agree.

const KEY = "bespoke.market";
let memory = {}; // where the browser keeps nothing for us

/** What was chosen: `locale` and `currency`, each missing where it was not. */
export function chosen() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? memory;
  } catch {
    return memory;
  }
}

export function choose(choice) {
  memory = choice;
  try {
    localStorage.setItem(KEY, JSON.stringify(choice));
  } catch {
    // memory has it
  }
}

/** As every request says it. */
export function marketHeaders() {
  const { locale, currency } = chosen();
  return { ...(locale && { "Accept-Language": locale }), ...(currency && { "X-Currency": currency }) };
}

/** What answers are kept by, beside their path. */
export const marketName = () => Object.values(marketHeaders()).join(" ");

// --- How numbers and dates are written ------------------------------------------------------------

let heard = null; // the language of the last answer

export function hear(response) {
  heard = response.headers.get("Content-Language") ?? heard;
  document.querySelector("#screen").lang = spoken();
}

/** For Intl. English is that of Europe here: the day before the month. */
export function spoken() {
  const language = chosen().locale ?? heard ?? "en";
  return language === "en" ? "en-GB" : language;
}
