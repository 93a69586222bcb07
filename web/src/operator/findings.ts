// Owns what the words were taken to mean, as things that can be taken back one by one. Must not know the page or the keys.
import type { Understood } from "../shared/answers.ts";
import type { Finding } from "./keys.ts";
import { ages, lowerFirst } from "./offer.ts";
import { LOCALES } from "./moment.ts";
import { lang, say } from "./tongue.ts";
import type { State } from "./state.ts";

export interface Found {
  readonly finding: Finding;
  readonly text: string;
  /** Taken back: it stands there so that it can be put back. */
  readonly ignored: boolean;
}

const ORDER: readonly Finding[] = ["topic", "age", "place", "time_of_day", "audience", "format", "language", "corrections"];

/** Everything found in the words, and what was taken back of it. */
export function findings(state: State): readonly Found[] {
  const understood = state.answer?.search.understood;
  return ORDER.flatMap((finding) => {
    const ignored = state.ignored.includes(finding);
    const text = understood && !ignored ? textOf(finding, understood, state.labels) : "";
    return text !== "" || ignored ? [{ finding, text, ignored }] : [];
  });
}

function textOf(finding: Finding, understood: Understood, labels: State["labels"]): string {
  const labelled = (kind: string, slugs: readonly string[]) =>
    [...new Set(slugs)].map((slug) => lowerFirst(labels[`${kind}:${slug}`] ?? slug)).join(" · ");
  switch (finding) {
    case "topic":
      return labelled("topic", understood.topics);
    case "age":
      return typeof understood.age === "number" ? say("years", { n: understood.age }) : ages(understood.age ?? undefined);
    case "place":
      return understood.place?.name ?? (understood.place?.candidates ?? []).map((place) => place.name).join(" / ");
    case "time_of_day":
      return times(understood);
    case "audience":
      return labelled("audience", understood.audiences);
    case "format":
      return understood.formats.map((format) => say(`format_${format}`)).join(", ");
    case "language":
      return understood.language ? languageName(understood.language) : "";
    case "corrections":
      return understood.corrections.map(({ from, to }) => say("corrected", { from, to })).join(", ");
  }
}

function times(understood: Understood): string {
  const part = understood.time_of_day ? say(understood.time_of_day) : "";
  const day = understood.weekday ? weekdayName(understood.weekday) : "";
  return [day, part, understood.hurry ? say("hurry") : ""].filter((word) => word !== "").join(", ");
}

/** `We` is a Wednesday; any week will do. */
function weekdayName(day: string): string {
  const at = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"].indexOf(day);
  return new Intl.DateTimeFormat(LOCALES[lang], { weekday: "long", timeZone: "UTC" }).format(Date.UTC(2024, 0, 1 + at));
}

const languageName = (tag: string): string => new Intl.DisplayNames([LOCALES[lang]], { type: "language" }).of(tag) ?? tag;
