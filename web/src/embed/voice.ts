// Owns how the element speaks: labels, moments and dates in one language, and the language of what the service says.
// Must not know what is said where.
import { type TemplateResult, html } from "lit/html.js";
import words from "../../words/element.tsv";
import type { Lang, Offer } from "../shared/answers.ts";
import { ZONE, dayOf } from "../shared/day.ts";
import { type Slots, speak } from "../shared/words.ts";

export type Told = TemplateResult | string;

export interface Voice {
  readonly lang: Lang;
  /** A label as plain text. */
  say(key: string, slots?: Slots): string;
  /** A label as content; in another language than the element's it says so. */
  t(key: string, slots?: Slots): Told;
  /** A sentence that the service made. */
  told(text: string): Told;
  /** A text of an offer, in whichever language it came. */
  texted(offer: Offer, member: string, text: string): Told;
  /** `i dag klokka 15.30`; as an end, today goes without saying. */
  moment(at: string, end?: boolean): string;
  /** `2018-09` is "september 2018"; what is no date stays as it is. */
  dated(date: string): string;
}

const DAY = 86_400_000;
/** Browsers know neither nynorsk nor Northern Sámi and would speak their own language. Months are the same words as in bokmål. */
const LOCALES = { nb: "nb-NO", nn: "nb-NO", se: "nb-NO", en: "en-GB" } as const;
const WEEKDAYS = ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"];

export function voice(lang: Lang): Voice {
  const say = speak(words, lang);
  const made: Lang = lang === "se" ? "nb" : lang;
  const marked = (text: string, spoken: string): Told => (spoken === lang ? text : html`<span lang=${spoken}>${text}</span>`);
  const written = (date: Date, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(LOCALES[lang], { timeZone: ZONE, ...options }).format(date);
  const clock = (date: Date): string => {
    const time = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, hour: "numeric", minute: "2-digit" }).format(date);
    return lang === "en" ? time.replace(/^0/, "") : time.replace(/^0(?=\d:)|:00$/g, "").replace(":", ".");
  };
  return {
    lang,
    say,
    t: (key, slots) => marked(say(key, slots), say.spokenIn(key)),
    told: (text) => marked(text, made),
    texted: (offer, member, text) => marked(text, offer.text_languages?.[member] ?? lang),
    moment(at, end = false) {
      const date = new Date(at);
      const days = Math.round((dayOf(date) - dayOf(new Date())) / DAY);
      const time = clock(date);
      if (end && days === 0) return say("end", { time });
      const near = days === 0 ? say("today") : days === 1 ? say("tomorrow") : "";
      const far = days > 1 && days < 7 ? say(`day.${WEEKDAYS[new Date(dayOf(date)).getUTCDay()]}`) : "";
      return say("at", { day: near || far || written(date, { day: "numeric", month: "long" }), time });
    },
    dated(text) {
      const [, month, full] = /^(\d{4}-\d{2})(-\d{2})?/.exec(text) ?? [];
      if (!month) return text;
      const date = new Date(`${month}${full ?? "-15"}T12:00:00Z`);
      return written(date, { year: "numeric", month: "long", ...(full ? { day: "numeric" } : {}) });
    },
  };
}
