// Owns what is told when something was missing: municipality, topics, age band, why. There is no room for words in it.
import type { Need } from "../shared/answers.ts";
import { type State, placed } from "./state.ts";

type Why = Need["why"];

/** In the order of their number keys. */
export const REASONS: readonly Why[] = ["none_here", "full", "hours", "distance", "language", "age", "price"];
const MOST_TOPICS = 5;

export const bandOf = (age: number): NonNullable<Need["age_band"]> => {
  if (age <= 12) return "0-12";
  if (age <= 19) return "13-19";
  if (age <= 29) return "20-29";
  return age <= 66 ? "30-66" : "67+";
};

/** `null` where there is no municipality yet. */
export function needOf(state: State, why: Why): Need | null {
  const municipality = placed(state);
  if (!municipality) return null;
  const understood = state.answer?.search.understood;
  const topics = (understood?.topics ?? []).slice(0, MOST_TOPICS);
  const answered = state.given.find((given) => typeof given.params.age === "number")?.params.age;
  const age = typeof answered === "number" ? answered : understood?.age;
  return {
    municipality: municipality.number,
    why,
    ...(topics.length > 0 ? { topics } : {}),
    ...(typeof age === "number" ? { age_band: bandOf(age) } : {}),
  };
}
