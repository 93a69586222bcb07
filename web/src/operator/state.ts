// Owns all that the console knows, as one value that is never changed, and how what happens makes the next one. Must not know
// the page or the network.
import type { Hit, Lang, Params, Plan, Safety, SearchAnswer, Shortlist, Step, Told } from "../shared/answers.ts";

export interface Municipality {
  readonly number: string;
  readonly name: string;
}

/** Both answers to the same words, painted together. */
export interface Answer {
  readonly seq: number;
  readonly search: SearchAnswer;
  readonly plan: Plan;
}

/** An answer that the operator gave to one of our questions. */
export interface Given {
  readonly about: string;
  readonly label: string;
  readonly params: Params;
}

export type Network = "fine" | "slow" | "away" | "back" | "refused";
export type Dialog = "help" | "handover" | "missing";

/** The list on its way to the caller. */
export interface Handover {
  readonly lang: Lang;
  readonly step: "making" | "made" | "failed";
  readonly made: Shortlist | null;
  /** What was copied last, said beside its button. */
  readonly copied: { readonly what: "sms" | "link"; readonly done: boolean } | null;
}

/** A row that the arrow keys can stand on. */
export type Row = Step | Hit;

/** What lasts the whole shift. */
interface Shift {
  readonly lang: Lang;
  readonly municipality: Municipality | null;
  readonly singleKeys: boolean;
  readonly wide: boolean;
  readonly network: Network;
  /** Counts callers, so that everything of the last one is built anew. */
  readonly caller: number;
  /** Labels of topics, audiences and kinds by their slugs. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What belongs to this caller alone. */
interface Call {
  readonly words: string;
  /** Findings taken back, as `ignore` names them. */
  readonly ignored: readonly string[];
  readonly given: readonly Given[];
  readonly answer: Answer | null;
  /** Danger that a busy answer told of; stands until the next answer. */
  readonly busySafety: Safety | null;
  readonly picked: string | null;
  readonly list: readonly Told[];
  readonly dialog: Dialog | null;
  readonly handover: Handover | null;
  readonly missing: "asking" | "sending" | "failed";
}

export type State = Shift & Call;

export const MOST_LISTED = 10;
const MOST_ROWS = 10;

const NO_CALL: Call = {
  words: "",
  ignored: [],
  given: [],
  answer: null,
  busySafety: null,
  picked: null,
  list: [],
  dialog: null,
  handover: null,
  missing: "asking",
};

export const beginning = (lang: Lang, municipality: Municipality | null, wide: boolean): State => ({
  ...NO_CALL,
  lang,
  municipality,
  wide,
  singleKeys: true,
  network: "fine",
  caller: 1,
  labels: {},
});

export type Happening =
  | { type: "typed"; words: string }
  | { type: "toggled"; finding: string }
  | { type: "given"; given: Given }
  | { type: "ungiven"; about: string }
  | { type: "answered"; answer: Answer }
  | { type: "network"; network: Network }
  | { type: "busy"; safety: Safety }
  | { type: "picked"; id: string }
  | { type: "listed"; told: Told }
  | { type: "unlisted"; id: string }
  | { type: "dialog"; dialog: Dialog | null }
  | { type: "handover"; handover: Handover | null }
  | { type: "missing"; missing: State["missing"] }
  | { type: "municipality"; municipality: Municipality | null }
  | { type: "singleKeys"; on: boolean }
  | { type: "wide"; wide: boolean }
  | { type: "labels"; labels: Readonly<Record<string, string>> }
  | { type: "next" };

export function reduce(state: State, now: Happening): State {
  switch (now.type) {
    case "typed":
      // Whoever types looks at what comes first.
      return { ...state, words: now.words, picked: null };
    case "toggled":
      return { ...state, picked: null, ignored: toggled(state.ignored, now.finding) };
    case "given":
      return { ...state, picked: null, given: [...without(state.given, now.given.about), now.given] };
    case "ungiven":
      return { ...state, picked: null, given: without(state.given, now.about) };
    case "answered":
      return { ...state, answer: now.answer, busySafety: null };
    case "network":
      return { ...state, network: now.network };
    case "busy":
      return { ...state, busySafety: now.safety };
    case "picked":
      return { ...state, picked: now.id };
    case "listed":
      return isListed(state, now.told.offer.id) || state.list.length >= MOST_LISTED
        ? state
        : { ...state, list: [...state.list, now.told] };
    case "unlisted":
      return { ...state, list: state.list.filter((told) => told.offer.id !== now.id) };
    case "dialog":
      // A dialog that is shut keeps nothing of what it showed.
      return { ...state, dialog: now.dialog, handover: null, missing: "asking" };
    case "handover":
      return { ...state, handover: now.handover };
    case "missing":
      return { ...state, missing: now.missing };
    case "municipality":
      return { ...state, municipality: now.municipality, picked: null };
    case "singleKeys":
      return { ...state, singleKeys: now.on };
    case "wide":
      return { ...state, wide: now.wide };
    case "labels":
      return { ...state, labels: now.labels };
    case "next":
      return { ...state, ...NO_CALL, caller: state.caller + 1 };
  }
}

const toggled = (all: readonly string[], one: string) =>
  all.includes(one) ? all.filter((other) => other !== one) : [...all, one];

const without = (given: readonly Given[], about: string) => given.filter((one) => one.about !== about);

export const isListed = (state: State, id: string): boolean => state.list.some((told) => told.offer.id === id);

/** The steps of the plan. */
export const steps = (state: State): readonly Step[] => state.answer?.plan.steps ?? [];

/** Hits that are no step already. */
export function moreHits(state: State): readonly Hit[] {
  const told = new Set(steps(state).map((step) => step.offer.id));
  return (state.answer?.search.hits ?? []).filter((hit) => !told.has(hit.offer.id)).slice(0, MOST_ROWS - told.size);
}

/** What there is otherwise, for when the steps and hits are few. */
export function otherwise(state: State): readonly Step[] {
  const told = new Set([...steps(state), ...moreHits(state)].map((row) => row.offer.id));
  if (told.size > 2) return [];
  const others = (state.answer?.plan.otherwise ?? []).flatMap((group) => group.steps);
  const first = others.filter((step, at) => others.findIndex((other) => other.offer.id === step.offer.id) === at);
  return first.filter((step) => !told.has(step.offer.id)).slice(0, MOST_ROWS - told.size);
}

export const rows = (state: State): readonly Row[] => [...steps(state), ...moreHits(state), ...otherwise(state)];

/** The row that Enter takes: the one the arrows stand on, else the first. */
export function picked(state: State): Row | null {
  const all = rows(state);
  return all.find((row) => row.offer.id === state.picked) ?? all[0] ?? null;
}

export const safety = (state: State): Safety | null =>
  state.busySafety ?? state.answer?.plan.safety ?? state.answer?.search.safety ?? null;
