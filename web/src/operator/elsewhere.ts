// Owns which municipalities the words name beside the shift's, and where the key goes from here. Must not know the page or the keys.
import type { Municipality, State } from "./state.ts";

export interface Named extends Municipality {
  /** The municipality, and what tells it from others or was said of it: `Herøy (Nordland)`, `Oslo (Grünerløkka)`. */
  readonly told: string;
}

/** Nothing where the shift's municipality is meant, or where there is none that would hold against the words. */
export function named({ municipality, answer, labels }: State): readonly Named[] {
  const place = answer?.search.understood.place;
  if (!municipality || !place) return [];
  const { name = "", municipality: one } = place;
  const all = place.candidates ?? (one ? [{ municipality: one, name }] : []);
  if (all.some(({ municipality: number }) => number === municipality.number)) return [];
  return all.map(({ municipality: number, name: said }) => {
    const name = labels[`municipality:${number}`] ?? said;
    const alike = all.filter((other) => other.name === said).length > 1;
    const beside = name === said ? (alike ? labels[`county:${number}`] : "") : said;
    return { number, name, told: beside ? `${name} (${beside})` : name };
  });
}

/** There is another place to go to, or to come back from. */
export const turnsPlace = (state: State): boolean => state.elsewhere !== null || named(state).length > 0;

/** The next that the words name, after the last the shift's own (`null`). */
export function nextPlace(state: State): Municipality | null {
  const all = named(state);
  const at = all.findIndex(({ number }) => number === state.elsewhere?.number);
  return state.elsewhere && at < 0 ? null : (all[at + 1] ?? null);
}
