// Owns how the console speaks: labels as text or as elements in the right language, and the language of what the service says.
// Must not know what is said where.
import { type TemplateResult, html } from "lit/html.js";
import words from "../../words/operator.tsv";
import type { Lang, Offer } from "../shared/answers.ts";
import { type Slots, pageLang, speak } from "../shared/words.ts";

export const lang: Lang = pageLang();
const speaker = speak(words, lang);

/** The language in which the service makes its sentences. */
export const voice: Lang = lang === "se" ? "nb" : lang;

/** A label as plain text, for attributes and live regions. */
export const say = (key: string, slots?: Slots): string => speaker(key, slots);

/** A label in the language of the one who calls. */
export const sayTo = (to: Lang, key: string, slots?: Slots): string => speak(words, to)(key, slots);

/** A label as content; in another language than the page's it says so. */
export function t(key: string, slots?: Slots): TemplateResult | string {
  const text = speaker(key, slots);
  const spoken = speaker.spokenIn(key);
  return spoken === lang ? text : html`<span lang=${spoken}>${text}</span>`;
}

/** A sentence of the service. */
export const told = (text: string): TemplateResult | string => (voice === lang ? text : html`<span lang=${voice}>${text}</span>`);

/** A text of an offer, in whichever language it came. */
export function texted(offer: Offer, member: string, text: string): TemplateResult | string {
  const spoken = offer.text_languages?.[member];
  return spoken ? html`<span lang=${spoken}>${text}</span>` : text;
}
