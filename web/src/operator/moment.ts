// Owns how moments and dates are said, in Norwegian time. Must not know what happens then.
import type { Lang } from "../shared/answers.ts";
import { lang, say } from "./tongue.ts";

/** Dates in Northern Sámi are not known to every browser. */
export const LOCALES = { nb: "nb-NO", nn: "nn-NO", se: "nb-NO", en: "en-GB" } as const;
const LOCALE = LOCALES[lang];
const ZONE = "Europe/Oslo";
const DAY = 86_400_000;

const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(LOCALE, { timeZone: ZONE, ...options });
const TIME = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
const WEEKDAY = format({ weekday: "long" });
const SHORT = format({ weekday: "short", day: "numeric", month: "short" });
const LONG = format({ day: "numeric", month: "long", year: "numeric" });
const MONTH = format({ month: "long", year: "numeric" });
const DATE = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE });

/** `15.30`, as Norwegians write it. */
export function clock(moment: string): string {
  const text = TIME.format(new Date(moment));
  return lang === "en" ? text : text.replace(":", ".");
}

/** Whole days from today to a moment, by the calendar in Norway. */
function daysUntil(moment: Date, now: Date): number {
  const day = (date: Date) => Date.parse(`${DATE.format(date)}T00:00:00Z`);
  return Math.round((day(moment) - day(now)) / DAY);
}

/** `i dag kl. 15.30`, `onsdag kl. 9.00`, `3. des. kl. 9.00`. */
export function when(moment: string, now: Date = new Date()): string {
  const date = new Date(moment);
  const days = daysUntil(date, now);
  const near = days === 0 ? say("today") : days === 1 ? say("tomorrow") : null;
  const day = near ?? (days > 1 && days < 7 ? WEEKDAY.format(date) : SHORT.format(date));
  return `${day} ${say("clock", { time: clock(moment) })}`;
}

/** A date as it stands in a record: a day, a month or a year. */
export function dated(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}/.test(text)) return LONG.format(new Date(`${text.slice(0, 10)}T12:00:00Z`));
  if (/^\d{4}-\d{2}$/.test(text)) return MONTH.format(new Date(`${text}-15T12:00:00Z`));
  return text;
}

/** Today, for the one who calls. */
export const today = (to: Lang): string =>
  new Intl.DateTimeFormat(LOCALES[to], { timeZone: ZONE, day: "numeric", month: "long", year: "numeric" }).format(new Date());
