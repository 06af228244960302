// Days, as people write them.

const whole = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });
const long = new Intl.DateTimeFormat("en-GB", { dateStyle: "long" });
const brief = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

export const day = (moment) => whole.format(new Date(moment)); // 13 Dec 2026
export const longDay = (moment) => long.format(new Date(moment)); // 13 December 2026
export const shortDay = (moment) => brief.format(new Date(moment)); // 13 Dec
