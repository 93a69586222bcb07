// Owns the question under way: search and plan together for each key, the one before dropped, answers in their order, again
// with growing pauses while the network is away. Must not know the page.
import { type Api, SendError, aborted, safetyOf } from "../shared/api.ts";
import type { Params, Safety } from "../shared/answers.ts";
import { type Answer, type Network, type State, placed } from "./state.ts";

export interface Hearing {
  /** A question was put; trying it again is no new one. */
  asked(seq: number): void;
  answered(answer: Answer): void;
  network(network: Network): void;
  busy(safety: Safety): void;
}

export interface Asker {
  /** Asks at once, or after the spacing of two keys; what was asked before is dropped. */
  ask(state: State): void;
  /** Tries again now, if something is waiting for the network. */
  again(): void;
  /** Drops what is under way and what was asked. */
  forget(): void;
}

const FIRST_PAUSE = 300;
const LONGEST_PAUSE = 8000;
const SLOW = 1200;
const SHOWN_BACK = 4000;
/** Two keys that come closer than this are asked as one. */
const SPACING = 25;
const HITS = 10;

export function asker(api: Api, hearing: Hearing): Asker {
  let seq = 0;
  let asked: { search: Params; plan: Params } | null = null;
  let flight: AbortController | null = null;
  let sent = -SPACING;
  let failures = 0;
  let pause = FIRST_PAUSE;
  let later: ReturnType<typeof setTimeout> | undefined;
  let slow: ReturnType<typeof setTimeout> | undefined;
  let calm: ReturnType<typeof setTimeout> | undefined;

  /** One failure is a stutter that nobody need hear of; two are said. */
  const isAway = () => failures > 1;

  const drop = () => {
    flight?.abort();
    flight = null;
    clearTimeout(later);
    clearTimeout(slow);
  };

  const go = async () => {
    if (!asked) return;
    drop();
    const mine = new AbortController();
    flight = mine;
    const number = seq;
    sent = performance.now();
    if (!isAway()) slow = setTimeout(() => hearing.network("slow"), SLOW);
    const sending = { signal: mine.signal, tries: 1 };
    const question = asked.search;
    try {
      const [search, plan] = await Promise.all([api.search(question, sending), api.navigate(asked.plan, sending)]);
      // An answer that comes late must not stand over a newer one.
      if (mine.signal.aborted || number !== seq) return;
      hearing.answered({ seq: number, asked: question, search, plan });
      settled();
    } catch (error) {
      if (mine.signal.aborted || aborted(error)) return;
      // Of two requests one may still be under way when the other fails.
      mine.abort();
      failed(error);
    }
  };

  const settled = () => {
    clearTimeout(slow);
    clearTimeout(calm);
    pause = FIRST_PAUSE;
    hearing.network(isAway() ? "back" : "fine");
    if (isAway()) calm = setTimeout(() => hearing.network("fine"), SHOWN_BACK);
    failures = 0;
  };

  const failed = (error: unknown) => {
    clearTimeout(slow);
    clearTimeout(calm);
    const safety = safetyOf(error);
    if (safety) hearing.busy(safety);
    if (error instanceof SendError && error.failure === "refused") {
      hearing.network("refused");
      return;
    }
    failures += 1;
    if (isAway()) hearing.network("away");
    later = setTimeout(go, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  };

  return {
    ask(state) {
      asked = { search: searchOf(state), plan: planOf(state) };
      hearing.asked(++seq);
      drop();
      const wait = sent + SPACING - performance.now();
      if (wait > 0) later = setTimeout(go, wait);
      else void go();
    },
    again() {
      if (failures > 0) void go();
    },
    forget() {
      drop();
      asked = null;
    },
  };
}

/** What both are asked: the words, the municipality, what was taken back and what was answered. */
function common(state: State): Params {
  const params: Params = { lang: state.lang, q: state.words.trim() };
  const municipality = placed(state);
  if (municipality) params.municipality = municipality.number;
  for (const given of state.given) Object.assign(params, given.params);
  delete params.asked;
  if (state.ignored.length > 0) params.ignore = state.ignored.join(",");
  return params;
}

const searchOf = (state: State): Params => ({ ...common(state), per_page: HITS });

/** Questions that nobody could answer are not put again. */
function planOf(state: State): Params {
  const asked = state.given.filter((given) => "asked" in given.params).map((given) => given.about);
  return asked.length > 0 ? { ...common(state), asked: asked.join(",") } : common(state);
}
