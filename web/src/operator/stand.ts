// Owns how long a danger stands while one types, as shared/stand.ts does for the pages: what half a word says waits until the word is
// whole or the typing rests; what stands goes, or gives way to less, only when it rests. Must not know how danger is heard or shown.
import type { Safety } from "../shared/answers.ts";
import { isAllRead } from "./read.ts";
import type { Answer, State } from "./state.ts";

const LEVELS: readonly (string | undefined)[] = [undefined, "support", "emergency"];

const level = (told: Safety | null): number => LEVELS.indexOf(told?.level);

/** One letter has come or gone, and more may come. What came all at once is whole, and so is nothing. */
export function isByLetter(before: string, now: string): boolean {
  const [short, long] = before.length < now.length ? [before, now] : [now, before];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  return now.trim() !== "" && long.length === short.length + 1 && long.slice(at + 1) === short.slice(at);
}

/** The last word of what was asked may still become another: nothing that ends it was written since. */
function isHalf(asked: string, now: string): boolean {
  const since = now.startsWith(asked) ? now.slice(asked.length) : "";
  return /[\p{L}\p{N}]$/u.test(asked) && !/^[^\p{L}\p{N}]/u.test(since);
}

const toldBy = ({ plan, search }: Answer): Safety | null => plan.safety ?? search.safety;

/** The answer before told as much of words that ended in another one: it is not half a word that tells. */
const isToldTwice = (before: Answer | null, now: Answer): boolean =>
  before !== null &&
  level(toldBy(before)) >= level(toldBy(now)) &&
  now.words.startsWith(before.words) &&
  /[^\p{L}\p{N}]/u.test(now.words.slice(before.words.length));

/** The danger that stands now, of the one that stood and the one that the newest answer tells of. `before`: the answer that it follows. */
export function standing({ answer, words, typing, danger }: State, before: Answer | null = null): Safety | null {
  if (!answer) return danger;
  const heard = toldBy(answer);
  const most = level(heard) < level(danger) ? danger : heard;
  const isLast = !answer.byLetter || (!typing && answer.words === words);
  // What is not read any more was said all the same.
  if (isLast) return isAllRead(answer.words) ? heard : most;
  return typing && isHalf(answer.words, words) && !isToldTwice(before, answer) ? danger : most;
}
