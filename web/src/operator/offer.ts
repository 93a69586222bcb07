// Owns what the console tells of an offer, read from what the service answers. Unknown stays unknown. Must not know the page.
import type { Channel, Offer, Opening, Told } from "../shared/answers.ts";
import { readable } from "../shared/phone.ts";
import { clock, dated, when } from "./moment.ts";
import { say } from "./tongue.ts";
import type { State } from "./state.ts";

/** The way in: a number to read aloud, else an address or what to do. */
export interface Way {
  readonly kind: "phone" | "sms" | "link" | "email" | "words";
  readonly value: string;
  readonly shown: string;
  readonly keypress?: string;
  /** What the channel is called, and where in the offer that stands; a sentence of the service stands nowhere in it. */
  readonly name?: { readonly text: string; readonly member: string | null };
}

/** How a row is reached: what the service chose. */
export function wayOf({ offer, action }: Told): Way {
  const { channel, value, keypress, text } = action;
  if (!channel || !value) return { kind: "words", value: "", shown: text };
  const way = channelled(channel, value, keypress);
  // Somebody else's number: whom one gets there, and what to ask for, stands beside it.
  if (action.do === "ask_front_door") return { ...way, name: { text, member: null } };
  return named(way, offer, (offer.contacts ?? []).findIndex((one) => one.channel === channel && one.value === value));
}

function named(way: Way, { contacts = [] }: Offer, at: number): Way {
  const text = contacts[at]?.name;
  return text ? { ...way, name: { text, member: `contacts.${at}.name` } } : way;
}

function channelled(channel: Channel, value: string, keypress?: string): Way {
  const kind = channel === "phone" || channel === "sms" || channel === "email" ? channel : "link";
  const shown = kind === "phone" || kind === "sms" ? readable(value) : value.replace(/^https?:\/\/(www\.)?|\/$/g, "");
  return { kind, value, shown, ...(keypress ? { keypress } : {}) };
}

/** The number after a name, where there is one to say. */
export function spokenNumber(row: Told): string {
  const way = wayOf(row);
  return way.kind === "phone" || way.kind === "sms" ? `, ${way.shown}` : "";
}

/** Whether it is open; hours belong to the channel that is told. */
export interface Openness {
  readonly state: "open" | "closed" | "unknown";
  readonly text: string;
  readonly fallback: string | null;
}

/** The hours of the channel that is told; the whole offer's where none is. */
function openingOf(row: Told, way: Way): { opening: Opening; hours: string | undefined } {
  const contacts = row.offer.contacts ?? [];
  const at = contacts.findIndex((contact) => contact.value === way.value);
  const own = row.open.contacts[at];
  return own ? { opening: own, hours: contacts[at]?.opening_hours } : { opening: row.open, hours: undefined };
}

export function openness(row: Told): Openness {
  const { opening, hours } = openingOf(row, wayOf(row));
  const { now, until, next } = opening;
  const fallback = opening.fallback ?? row.open.fallback;
  if (now === null) return { state: "unknown", text: say("open_unknown"), fallback };
  if (now && until) return { state: "open", text: say("open_until", { time: clock(until) }), fallback };
  if (now) return { state: "open", text: say(hours === "24/7" ? "open_always" : "open_now"), fallback };
  return { state: "closed", text: next ? say("opens", { when: when(next) }) : say("closed"), fallback };
}

/** `12–25 år`; empty where no age is said. */
export function ages(age: Offer["age"]): string {
  if (age?.min !== undefined && age.max !== undefined && age.min > 0) return say("years_between", { from: age.min, to: age.max });
  if (age?.max !== undefined) return say("years_to", { n: age.max });
  if (age?.min !== undefined && age.min > 0) return say("years_from", { n: age.min });
  return "";
}

/** Who may come; empty where nobody has said. */
export function who(offer: Offer, labels: State["labels"]): string {
  const named = (offer.audiences ?? []).map((slug) => labels[`audience:${slug}`] ?? "").filter((label) => label !== "");
  const said = [...named, ages(offer.age)].filter((part) => part !== "");
  return said.map((part, at) => (at === 0 ? part : lowerFirst(part))).join(", ");
}

/** Labels stand inside a line; names in capitals stay. «Å» is a word. */
export const lowerFirst = (text: string): string =>
  /^\p{Lu}[\p{Ll}\s]/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

/** Where it is given; a withheld place is said as that. */
export function place(offer: Offer): string {
  const location = offer.locations?.[0];
  if (!location) return "";
  if (location.withheld) return say("withheld");
  return [location.name, location.street, location.city].filter(Boolean).join(", ");
}

/** How fresh it is, and whether that calls for care. */
export function freshness({ offer, freshness: fresh }: Told): { text: string; old: boolean } {
  if (fresh.verified_on) {
    const date = dated(fresh.verified_on);
    if (fresh.stale) return { text: say("checked_old", { date }), old: true };
    const role = offer.verified?.by;
    return { text: role ? say("checked_by", { date, role }) : say("checked", { date }), old: false };
  }
  const text = fresh.as_of ? say("unchecked", { date: dated(fresh.as_of) }) : say("unchecked_undated");
  return { text, old: true };
}

/** Reasons, each once. */
export const reasons = (row: Told): readonly string[] => [...new Set(row.why.map((why) => why.text))].slice(0, 2);
