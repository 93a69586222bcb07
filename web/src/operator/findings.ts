// Owns what the words were taken to mean, as things that can be taken back one by one. Must not know the page or the keys.
import type { Understood } from "../shared/answers.ts";
import { turnsPlace } from "./elsewhere.ts";
import type { Finding } from "./keys.ts";
import { languageName, weekdayName } from "./moment.ts";
import { ages, lowerFirst } from "./offer.ts";
import { say } from "./tongue.ts";
import type { State } from "./state.ts";

export interface Found {
  readonly finding: Finding;
  /** As `ignore` names it: a finding, or one topic of several. */
  readonly id: string;
  readonly text: string;
  /** Taken back: it stands there so that it can be put back. */
  readonly ignored: boolean;
}

const ORDER: readonly Finding[] = ["topic", "age", "place", "time_of_day", "audience", "format", "language", "corrections"];

/** Everything found in the words, and what was taken back of it. */
export function findings(state: State): readonly Found[] {
  const understood = state.answer?.search.understood;
  return ORDER.flatMap((finding) => {
    if (finding === "topic") return topics(state);
    // Its key goes there and back then.
    if (finding === "place" && turnsPlace(state)) return [];
    const ignored = state.ignored.includes(finding);
    const text = understood && !ignored ? textOf(finding, understood, state.labels) : "";
    return text !== "" || ignored ? [{ finding, id: finding, text, ignored }] : [];
  });
}

/** Each topic by itself: often all but one are right. */
function topics(state: State): readonly Found[] {
  return state.topics.map((id) => ({
    finding: "topic",
    id,
    text: lowerFirst(state.labels[id] ?? id.slice("topic:".length)),
    ignored: state.ignored.includes(id),
  }));
}

/**
 * What the letter of a finding turns over now. One alone goes and comes back; of several topics each is out in its turn, and
 * after the last one none is. The last of what is told here is where the letter stands.
 */
export function turnedBy(finding: Finding, state: State): readonly string[] {
  const found = findings(state).filter((one) => one.finding === finding);
  const out = found.map(({ ignored }) => ignored).lastIndexOf(true);
  return found.filter((_one, at) => at === out || at === out + 1).map(({ id }) => id);
}

function textOf(finding: Exclude<Finding, "topic">, understood: Understood, labels: State["labels"]): string {
  const labelled = (kind: string, slugs: readonly string[]) =>
    [...new Set(slugs)].map((slug) => lowerFirst(labels[`${kind}:${slug}`] ?? slug)).join(" · ");
  switch (finding) {
    case "age":
      return typeof understood.age === "number" ? say("years", { n: understood.age }) : ages(understood.age ?? undefined);
    case "place":
      return understood.place?.name ?? [...new Set(understood.place?.candidates?.map((place) => place.name))].join(" / ");
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
