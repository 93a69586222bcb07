// Owns how a label is spoken in the chosen language, and in which language it really is. Must not know the labels.
import type { Lang } from "./answers.ts";

export type Words = Readonly<Record<string, readonly [nb: string, nn: string, se: string, en: string]>>;
export type Slots = Readonly<Record<string, string | number>>;

const ORDER: readonly Lang[] = ["nb", "nn", "se", "en"];

export interface Speaker {
  (key: string, slots?: Slots): string;
  /** The language that the label is really in: bokmål where the chosen one has no word yet. */
  spokenIn(key: string): Lang;
}

/** The page's language, from `<html lang>`. */
export function pageLang(): Lang {
  const lang = document.documentElement.lang.slice(0, 2) as Lang;
  return ORDER.includes(lang) ? lang : "nb";
}

export function speak(words: Words, lang: Lang): Speaker {
  const at = ORDER.indexOf(lang);
  const row = (key: string) => {
    const found = words[key];
    if (!found) throw new Error(`no words for ${key}`);
    return found;
  };
  const speaker = (key: string, slots?: Slots): string => {
    const found = row(key);
    const text = found[at] || found[0];
    return slots ? text.replace(/\{(\w+)\}/g, (whole, name: string) => String(slots[name] ?? whole)) : text;
  };
  return Object.assign(speaker, { spokenIn: (key: string): Lang => (row(key)[at] ? lang : "nb") });
}
