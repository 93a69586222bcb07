// Owns all that the console knows, as one value that is never changed, and how what happens makes the next one. Must not know
// the page or the network.
import type { Hit, Lang, Params, Plan, Question, Safety, SearchAnswer, Shortlist, Step, Told } from "../shared/answers.ts";
import { isByLetter, standing } from "./stand.ts";

export interface Municipality {
  readonly number: string;
  readonly name: string;
}

/** Both answers to the same words, painted together. */
export interface Answer {
  readonly seq: number;
  /** As they were written when they were asked. */
  readonly words: string;
  /** They came letter by letter. */
  readonly byLetter: boolean;
  /** What the search was asked, so that its next page is a page of the same. */
  readonly asked: Params;
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

/** The pages of the search after the first. */
export interface Further {
  readonly hits: readonly Hit[];
  /** The last page that stands there. */
  readonly page: number;
  readonly asking: boolean;
}

/** A row that the arrow keys can stand on. */
export type Row = Step | Hit;

export const isStep = (row: Row): row is Step => "soonest" in row;

/** An emergency number that the page was served with. */
export interface Emergency {
  readonly number: string;
  readonly shown: string;
  readonly name: string;
}

/** What lasts the whole shift. */
interface Shift {
  readonly lang: Lang;
  readonly municipality: Municipality | null;
  readonly singleKeys: boolean;
  readonly wide: boolean;
  readonly network: Network;
  /** Counts callers, so that everything of the last one is built anew. */
  readonly caller: number;
  /** Labels of topics and audiences by their slugs, of municipalities and their counties by the municipality's number. */
  readonly labels: Readonly<Record<string, string>>;
  readonly emergency: readonly Emergency[];
}

/** What belongs to this caller alone. */
interface Call {
  readonly words: string;
  /** What came last of them was a letter, or went. */
  readonly byLetter: boolean;
  /** Somebody writes, and has not rested since. */
  readonly typing: boolean;
  /** Searched for this caller in the place of the shift's municipality. */
  readonly elsewhere: Municipality | null;
  /** Findings taken back, as `ignore` names them. */
  readonly ignored: readonly string[];
  /** Topics as `ignore` names them, in their order: what is taken back keeps its place. */
  readonly topics: readonly string[];
  readonly given: readonly Given[];
  readonly answer: Answer | null;
  /** How often the answers to our question were turned over to the next of them. */
  readonly turns: number;
  readonly further: Further;
  /** Danger as it stands, which may be what an answer before the last one told of. */
  readonly danger: Safety | null;
  /** Danger that a busy answer told of; stands until the next answer. */
  readonly busySafety: Safety | null;
  /** Dangers that the operator has heard are none, by topic: the level that was set aside. */
  readonly aside: Readonly<Record<string, Safety["level"]>>;
  readonly picked: string | null;
  readonly list: readonly Told[];
  readonly dialog: Dialog | null;
  readonly handover: Handover | null;
  readonly missing: "asking" | "sending" | "failed";
  /** What stands in the tray for a few seconds. */
  readonly notice: string | null;
}

export type State = Shift & Call;

export const MOST_LISTED = 10;
const MOST_ROWS = 10;

const NOTHING_FURTHER: Further = { hits: [], page: 1, asking: false };

const NO_CALL: Call = {
  words: "",
  byLetter: false,
  typing: false,
  elsewhere: null,
  ignored: [],
  topics: [],
  given: [],
  answer: null,
  turns: 0,
  further: NOTHING_FURTHER,
  danger: null,
  busySafety: null,
  aside: {},
  picked: null,
  list: [],
  dialog: null,
  handover: null,
  missing: "asking",
  notice: null,
};

export const beginning = (shift: Pick<State, "lang" | "municipality" | "wide" | "emergency">): State => ({
  ...NO_CALL,
  ...shift,
  singleKeys: true,
  network: "fine",
  caller: 1,
  labels: {},
});

export type Happening =
  | { type: "typed"; words: string }
  | { type: "rested" }
  | { type: "toggled"; findings: readonly string[] }
  | { type: "turned" }
  | { type: "given"; given: Given }
  | { type: "ungiven"; about: string }
  | { type: "answered"; answer: Answer }
  | { type: "further"; further: Further }
  | { type: "notice"; notice: string | null }
  | { type: "network"; network: Network }
  | { type: "busy"; safety: Safety }
  | { type: "aside" }
  | { type: "picked"; id: string }
  | { type: "listed"; told: Told }
  | { type: "unlisted"; id: string }
  | { type: "dialog"; dialog: Dialog | null }
  | { type: "handover"; handover: Handover | null }
  | { type: "missing"; missing: State["missing"] }
  | { type: "municipality"; municipality: Municipality | null }
  | { type: "elsewhere"; municipality: Municipality | null }
  | { type: "singleKeys"; on: boolean }
  | { type: "wide"; wide: boolean }
  | { type: "labels"; labels: Readonly<Record<string, string>> }
  | { type: "next" };

export function reduce(state: State, now: Happening): State {
  switch (now.type) {
    case "typed":
      // Whoever types looks at what comes first.
      return stood({ ...state, words: now.words, byLetter: isByLetter(state.words, now.words), typing: true, picked: null });
    case "rested":
      return stood({ ...state, typing: false });
    case "toggled":
      return { ...state, picked: null, ignored: now.findings.reduce(toggled, state.ignored) };
    case "turned":
      return { ...state, turns: state.turns + 1 };
    case "given":
      return { ...state, picked: null, given: [...without(state.given, now.given.about), now.given] };
    case "ungiven":
      return { ...state, picked: null, given: without(state.given, now.about) };
    case "answered":
      return stood(
        {
          ...state,
          answer: now.answer,
          topics: topicsOf(state, now.answer),
          turns: 0,
          further: NOTHING_FURTHER,
          danger: safety(state),
          busySafety: null,
        },
        state.answer,
      );
    case "further":
      return { ...state, further: now.further };
    case "notice":
      return { ...state, notice: now.notice };
    case "network":
      return { ...state, network: now.network };
    case "busy":
      return { ...state, busySafety: now.safety };
    case "aside":
      return { ...state, aside: asideTurned(state) };
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
      return { ...state, municipality: now.municipality, elsewhere: null, picked: null };
    case "elsewhere":
      return { ...state, elsewhere: now.municipality, picked: null };
    case "singleKeys":
      return { ...state, singleKeys: now.on };
    case "wide":
      return { ...state, wide: now.wide };
    case "labels":
      return { ...state, labels: { ...state.labels, ...now.labels } };
    case "next":
      return { ...state, ...NO_CALL, caller: state.caller + 1 };
  }
}

const stood = (state: State, before?: Answer | null): State => ({ ...state, danger: standing(state, before) });

const toggled = (all: readonly string[], one: string) =>
  all.includes(one) ? all.filter((other) => other !== one) : [...all, one];

/** While some are taken back, what is new comes behind. */
function topicsOf({ topics, ignored }: State, { search }: Answer): readonly string[] {
  const told = search.understood.topics.map((slug) => `topic:${slug}`);
  const back = topics.filter((id) => ignored.includes(id));
  if (back.length === 0) return told;
  return [...topics.filter((id) => told.includes(id) || back.includes(id)), ...told.filter((id) => !topics.includes(id))];
}

const without = (given: readonly Given[], about: string) => given.filter((one) => one.about !== about);

export const isListed = (state: State, id: string): boolean => state.list.some((told) => told.offer.id === id);

/** The municipality that is asked about now. */
export const placed = (state: State): Municipality | null => state.elsewhere ?? state.municipality;

/** "I do not know" puts the question among those asked and narrows nothing. */
export const isUnknown = ({ params }: Question["options"][number]): boolean => "asked" in params;

/** The question, where an answer to it would leave fewer than there are. */
export function question({ answer }: State): Question | null {
  if (!answer?.plan.ask) return null;
  const { ask, left } = answer.plan;
  return ask.options.some((option) => !isUnknown(option) && option.leaves < left) ? ask : null;
}

/** The steps of the plan. */
export const steps = (state: State): readonly Step[] => state.answer?.plan.steps ?? [];

/** Hits that are no step already, of all pages that were asked for. */
function unstepped({ answer, further }: State): readonly Hit[] {
  if (!answer) return [];
  const told = new Set(answer.plan.steps.map((step) => step.offer.id));
  // A page that was asked for later may begin with what had stood on the one before.
  return [...answer.search.hits, ...further.hits].filter(({ offer: { id } }) => !told.has(id) && told.add(id));
}

export function moreHits(state: State): readonly Hit[] {
  const { answer, further } = state;
  if (!answer) return [];
  const hits = unstepped(state);
  return further.page > 1 ? hits : hits.slice(0, MOST_ROWS - answer.plan.steps.length);
}

/** Pages of the search that do not stand there yet. */
export const morePages = ({ answer, further }: State): boolean =>
  answer !== null && further.page * answer.search.per_page < answer.search.total;

/** There is more to show, here already or a page away. */
export const hasMore = (state: State): boolean =>
  morePages(state) || unstepped(state).length > moreHits(state).length;

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

export const safety = ({ busySafety, danger }: State): Safety | null => busySafety ?? danger;

/** What was written last is what the answer that stands there is to. */
export const isAnswered = ({ answer, words }: State): boolean => answer?.words === words;

/** Danger that was set aside stays so while it is the same: another topic, or an emergency where there was none, is new. */
export function isAside(state: State): boolean {
  const told = safety(state);
  if (!told) return false;
  const level = state.aside[told.topic];
  return level === "emergency" || level === told.level;
}

function asideTurned(state: State): State["aside"] {
  const told = safety(state);
  if (!told) return state.aside;
  const { [told.topic]: _before, ...others } = state.aside;
  return isAside(state) ? others : { ...others, [told.topic]: told.level };
}
