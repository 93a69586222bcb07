// Owns which day it is in Norway. Must not know how a day is written.

export const ZONE = "Europe/Oslo";
const DATE = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, year: "numeric", month: "numeric", day: "numeric" });

/** The day of a moment, as the milliseconds at which it begins in UTC. Read in parts: how a language writes a date differs from browser to browser. */
export function dayOf(date: Date): number {
  const parts = DATE.formatToParts(date);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day"));
}
