// Owns what is told of an offer, read from what the service answers. Unknown stays unknown. Must not know how it looks.
import type { Channel, Contact, Hit, Offer, Step } from "../shared/answers.ts";
import { readable } from "../shared/phone.ts";
import type { Voice } from "./voice.ts";

export type Row = Step | Hit;
export type Labels = Readonly<Record<string, string>>;

export interface Link {
  readonly channel: Channel;
  readonly href: string;
  readonly shown: string;
  /** A number, which is shown large. */
  readonly number: boolean;
}

export interface Way {
  /** What to do, where a link alone does not say it. */
  readonly sentence: string;
  readonly link: Link | null;
  readonly keypress: string;
  /** A number beside the first way in. */
  readonly also: Link | null;
}

const SCHEMES: Partial<Record<Channel, string>> = { phone: "tel:", sms: "sms:", email: "mailto:" };
/** An address that is longer is shown by its host alone. */
const LONGEST = 30;

function linked(channel: Channel, value: string): Link | null {
  const scheme = SCHEMES[channel];
  const number = channel === "phone" || channel === "sms";
  if (number) return { channel, number, href: scheme + value, shown: readable(value) };
  if (scheme) return { channel, number, href: scheme + value, shown: value };
  // What is no address of a page is no link.
  if (!/^https?:\/\//.test(value)) return null;
  const bare = value.replace(/^https?:\/\/(www\.)?|[?#].*$/g, "").replace(/\/$/, "");
  return { channel, number, href: value, shown: bare.length > LONGEST ? bare.replace(/\/.*/, "") : bare };
}

/** What the service chose to do, and a number beside it where there is another. */
export function wayOf({ offer, action }: Row, voice: Voice): Way {
  const link = action.value && action.channel ? linked(action.channel, action.value) : null;
  const phone = offer.contacts?.find(({ channel, value }) => channel === "phone" && value)?.value;
  const also = phone ? linked("phone", phone) : null;
  return {
    sentence: !link || action.do === "ask_front_door" ? action.text : "",
    link,
    keypress: action.keypress ? voice.say("keypress", { key: action.keypress }) : "",
    also: also && also.href !== link?.href ? also : null,
  };
}

/** A name without the number that stands beside it, however that is written. */
export function bare(name: string, number: string): string {
  const digits = [...number.replace(/^\+47/, "")].filter((one) => /\d/.test(one));
  const rest = name.replace(new RegExp(`(?<!\\d)(\\+47\\s*)?${digits.join("\\s*")}(?!\\d)`), "").replace(/\s+/g, " ");
  return rest.replace(/^[\s–-]+|[\s–-]+$/g, "") || name;
}

/** Labels stand inside a line; names in capitals stay. */
export const lower = (text: string): string => (/^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text);
export const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function years({ min = 0, max }: NonNullable<Offer["age"]>, voice: Voice): string {
  if (max !== undefined) return min > 0 ? voice.say("age.between", { from: min, to: max }) : voice.say("age.to", { to: max });
  return min > 0 ? voice.say("age.from", { from: min }) : "";
}

/** Who may come; empty where nobody has said. */
export function whoOf(offer: Offer, labels: Labels, voice: Voice): string {
  const named = (offer.audiences ?? []).flatMap((slug) => labels[slug] ?? []);
  const age = years(offer.age ?? {}, voice);
  if (named.length === 0) return upper(age);
  return voice.say("for", { who: upper([...named, age].filter(Boolean).map(lower).join(", ")) });
}

/** Whether somebody is there; `null` where there is only something to read or write. */
export function doorOf({ offer, open }: Row, voice: Voice): { state: string; text: string; fallback: string } | null {
  const contacts = offer.contacts ?? [];
  const silent = ({ channel, opening_hours }: Contact) => ["web", "form", "email"].includes(channel) && !opening_hours;
  if ((contacts.length > 0 || offer.url) && !offer.locations?.length && contacts.every(silent)) return null;
  const fallback = open.fallback ?? "";
  if (open.now === null) return { state: "unknown", text: voice.say("unknown"), fallback };
  if (!open.now) return { state: "closed", text: open.next ? voice.say("opens", { when: voice.moment(open.next) }) : voice.say("closed"), fallback };
  return { state: "open", text: open.until ? voice.say("open.until", { when: voice.moment(open.until, true) }) : voice.say("open.always"), fallback };
}

/** When somebody checked it and by which role, or how old what is said is. */
export function freshOf({ offer, freshness }: Row, voice: Voice): string {
  const { verified_on, as_of } = freshness;
  if (verified_on) {
    const date = voice.dated(verified_on);
    const who = offer.verified?.by;
    return who ? voice.say("checked.by", { date, who }) : voice.say("checked", { date });
  }
  return as_of ? voice.say("source", { date: voice.dated(as_of) }) : voice.say("unchecked");
}
