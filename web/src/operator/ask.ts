// Owns the questions under way: search and plan together for each key, two keys' at most, answers in their order, again with
// growing pauses while the network is away. Must not know the page.
import { type Api, SendError, aborted, safetyOf } from "../shared/api.ts";
import type { Params, Safety } from "../shared/answers.ts";
import { lastOf } from "./read.ts";
import { type Answer, type Network, type State, placed } from "./state.ts";

export interface Hearing {
  /** A question was put; trying it again is no new one. */
  asked(seq: number): void;
  answered(answer: Answer): void;
  network(network: Network): void;
  busy(safety: Safety): void;
}

export interface Asker {
  /** Asks at once, or after the spacing of two keys. What was asked before may still be answered while only the words went on. */
  ask(state: State): void;
  /** Tries again now, if something is waiting for the network. */
  again(): void;
  /** Drops what is under way and what was asked. */
  forget(): void;
}

interface Asked extends Pick<Answer, "words" | "byLetter"> {
  readonly search: Params;
  readonly plan: Params;
}

interface Flight {
  readonly seq: number;
  readonly sent: number;
  readonly ends: AbortController;
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
  let asked: Asked | null = null;
  /** Two at most, the older one first. */
  let flights: readonly Flight[] = [];
  let sent = -SPACING;
  let failures = 0;
  let pause = FIRST_PAUSE;
  let later: ReturnType<typeof setTimeout> | undefined;
  let slow: ReturnType<typeof setTimeout> | undefined;
  let calm: ReturnType<typeof setTimeout> | undefined;

  /** One failure is a stutter that nobody need hear of; two are said. */
  const isAway = () => failures > 1;

  /** Slow is what the oldest under way is, however many keys came after it. */
  const watch = () => {
    clearTimeout(slow);
    const [oldest] = flights;
    if (oldest && !isAway()) slow = setTimeout(() => hearing.network("slow"), oldest.sent + SLOW - performance.now());
  };

  /** Ends those under way that are worth nothing any more. */
  const keep = (wanted: (flight: Flight) => boolean) => {
    for (const flight of flights) if (!wanted(flight)) flight.ends.abort();
    flights = flights.filter(wanted);
    watch();
  };

  const drop = () => {
    clearTimeout(later);
    keep(() => false);
  };

  const go = async () => {
    if (!asked) return;
    const { words, byLetter, search: question, plan: planned } = asked;
    const mine: Flight = { seq, sent: performance.now(), ends: new AbortController() };
    sent = mine.sent;
    // Of three the first is nearest to its answer and the last is what is wanted. Were the first one dropped, a line that is
    // slower than the keys would bring nothing until the typing rests.
    keep((flight) => flight === flights[0]);
    flights = [...flights, mine];
    watch();
    const { signal } = mine.ends;
    const sending = { signal, tries: 1 };
    try {
      const [search, plan] = await Promise.all([api.search(question, sending), api.navigate(planned, sending)]);
      if (signal.aborted) return;
      hearing.answered({ seq: mine.seq, words, byLetter, asked: question, search, plan });
      settled(mine);
    } catch (error) {
      if (signal.aborted || aborted(error)) return;
      failed(mine, error);
    }
  };

  const settled = (mine: Flight) => {
    clearTimeout(calm);
    pause = FIRST_PAUSE;
    if (isAway()) {
      hearing.network("back");
      calm = setTimeout(() => hearing.network("fine"), SHOWN_BACK);
    } else if (mine.seq === seq || performance.now() - mine.sent < SLOW) {
      // What came late and is not the last leaves it said that the line is slow: it would be said again at once.
      hearing.network("fine");
    }
    failures = 0;
    // An answer that comes late must not stand over a newer one.
    keep((flight) => flight.seq > mine.seq);
  };

  const failed = (mine: Flight, error: unknown) => {
    const safety = safetyOf(error);
    // Of two requests one may still be under way when the other fails; and danger that was told is not taken back by what is older.
    keep((flight) => flight !== mine && (!safety || flight.seq > mine.seq));
    if (safety) hearing.busy(safety);
    // What was asked since tells how the network does.
    if (mine.seq !== seq) return;
    clearTimeout(calm);
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
      const now = questionOf(state);
      if (!asked || !goesOn(asked, now)) drop();
      asked = now;
      hearing.asked(++seq);
      clearTimeout(later);
      const wait = sent + SPACING - performance.now();
      if (wait > 0) later = setTimeout(go, wait);
      else void go();
    },
    again() {
      if (failures === 0) return;
      drop();
      void go();
    },
    forget() {
      drop();
      asked = null;
    },
  };
}

/** Both are asked for the same words, the municipality, what was taken back and what was answered. */
function questionOf(state: State): Asked {
  const params: Params = { lang: state.lang, q: lastOf(state.words) };
  const municipality = placed(state);
  if (municipality) params.municipality = municipality.number;
  for (const given of state.given) Object.assign(params, given.params);
  delete params.asked;
  if (state.ignored.length > 0) params.ignore = state.ignored.join(",");
  // Questions that nobody could answer are not put again.
  const unknown = state.given.filter((given) => "asked" in given.params).map((given) => given.about);
  return {
    words: state.words,
    byLetter: state.byLetter,
    search: { ...params, per_page: HITS },
    plan: unknown.length > 0 ? { ...params, asked: unknown.join(",") } : params,
  };
}

/** Only the words are others: an answer to those before is still one to this call, in this place, narrowed as it is now. */
function goesOn(before: Asked, now: Asked): boolean {
  const narrowed = ({ plan }: Asked) => JSON.stringify({ ...plan, q: "" });
  return now.plan.q !== "" && narrowed(before) === narrowed(now);
}
