// What a browser says it is, as people call it.

// The first that is found counts: most browsers say that they are several others, too.
const BROWSERS = { Edg: "Edge", "OPR/": "Opera", SamsungBrowser: "Samsung Internet", Firefox: "Firefox", FxiOS: "Firefox", CriOS: "Chrome", Chrom: "Chrome", Safari: "Safari" };
const SYSTEMS = { iPhone: "iPhone", iPad: "iPad", Android: "Android", Windows: "Windows", "Mac OS": "Mac", CrOS: "ChromeOS", Linux: "Linux" };

export function deviceName(userAgent) {
  const first = (names) => Object.entries(names).find(([token]) => userAgent.includes(token))?.[1];
  return [first(BROWSERS), first(SYSTEMS)].filter(Boolean).join(" on ") || "Unknown device";
}
