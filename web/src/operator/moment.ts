// Owns how moments, dates and languages are named, in Norwegian time. Must not know what happens then.
import type { Lang } from "../shared/answers.ts";
import { ZONE, dayOf } from "../shared/day.ts";
import { lang, say } from "./tongue.ts";

/** Browsers know neither nynorsk nor Northern Sámi and would speak their own language. Months are the same words as in bokmål. */
const LOCALES = { nb: "nb-NO", nn: "nb-NO", se: "nb-NO", en: "en-GB" } as const;
/** As the service writes them. */
const WEEKDAYS = ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"];
const LOCALE = LOCALES[lang];
const DAY = 86_400_000;

const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(LOCALE, { timeZone: ZONE, ...options });
const TIME = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
const SHORT = format({ day: "numeric", month: "short" });
const LONG = format({ day: "numeric", month: "long", year: "numeric" });
const MONTH = format({ month: "long", year: "numeric" });

/** `15.30`, as Norwegians write it. */
export function clock(moment: string): string {
  const text = TIME.format(new Date(moment));
  return lang === "en" ? text : text.replace(":", ".");
}

/** `We` is a Wednesday. */
export const weekdayName = (day: string): string => say(`day_${day}`);

const LANGUAGES = new Intl.DisplayNames([LOCALE], { type: "language" });

/** Norwegian sign language has a code that browsers do not know. */
export const languageName = (tag: string): string => (tag === "nsl" ? say("sign_language") : (LANGUAGES.of(tag) ?? tag));

/** `i dag kl. 15.30`, `onsdag kl. 9.00`, `torsdag 3. des. kl. 9.00`. */
export function when(moment: string, now: Date = new Date()): string {
  const date = new Date(moment);
  const days = Math.round((dayOf(date) - dayOf(now)) / DAY);
  const near = days === 0 ? say("today") : days === 1 ? say("tomorrow") : null;
  const weekday = weekdayName(WEEKDAYS[new Date(dayOf(date)).getUTCDay()] ?? "");
  const day = near ?? (days > 1 && days < 7 ? weekday : `${weekday} ${SHORT.format(date)}`);
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
