// Days, as people write them in the language the shop is read in.

import { spoken } from "../market.js";

const said = (moment, how) => new Intl.DateTimeFormat(spoken(), how).format(new Date(moment));

export const day = (moment) => said(moment, { dateStyle: "medium" }); // 13 Dec 2026
export const longDay = (moment) => said(moment, { dateStyle: "long" }); // 13 December 2026
export const shortDay = (moment) => said(moment, { day: "numeric", month: "short" }); // 13 Dec

/** Of what is not sent at once. */
export const sentWhen = (moment) => (moment ? `Sent by ${shortDay(moment)}` : "Sent when more has come in");
