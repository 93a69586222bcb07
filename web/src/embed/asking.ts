// Owns the questions to the service: the plan, more hits, labels, addresses of pages. What is typed goes in bodies only.
// Must not know the element.
import { type Lang, type Params, type Plan, type Safety, type SearchAnswer, type Sending, type Understood, api } from "../shared/api.ts";
import { send } from "../shared/send.ts";
import { codeOf } from "./code.ts";
import type { Labels, Row } from "./telling.ts";

/** Where this very file came from is where the service is. */
export const ORIGIN = new URL(import.meta.url).origin;
const MORE = 10;

const service = api(ORIGIN);

export interface Home {
  readonly name: string;
  /** Empty where it is not known. */
  readonly county: string;
  readonly number: string;
}

/** An answer as it is shown: some rows at first, more when asked for. */
export interface Answer {
  readonly plan: Plan;
  readonly rows: readonly Row[];
  readonly total: number;
  /** The next page of hits; `null` where all are shown. */
  readonly next: number | null;
  readonly labels: Labels;
  readonly topics: Labels;
  /** The municipality that was asked about; several where one name stands for them. */
  readonly homes: readonly Home[];
  /** Whether a home has something of its own, or shares it with others. */
  readonly here: boolean;
  /** Address of each offer's page by its id. */
  readonly pages: ReadonlyMap<string, string>;
}

const kept = new Map<string, Promise<readonly unknown[]>>();

/** A list of names, asked for once; without it an offer is told all the same. */
function list<T>(path: string): Promise<readonly T[]> {
  const held = kept.get(path) as Promise<readonly T[]> | undefined;
  if (held) return held;
  const asked = send(
    `${ORIGIN}/v1/${path}`,
    { credentials: "omit", referrerPolicy: "no-referrer" },
    (answer) => answer.json() as Promise<{ items: readonly T[] }>,
    { tries: 2 },
  ).then(
    ({ items }) => items,
    () => {
      kept.delete(path);
      return [];
    },
  );
  kept.set(path, asked);
  return asked;
}

/** Names as a person would say them. The service's sentences, in which they stand, are bokmål where Sámi is asked for. */
async function named(what: "audiences" | "topics", lang: Lang): Promise<Labels> {
  type Item = { slug: string; label: string; gentle: string | null };
  const items = await list<Item>(`${what}?lang=${lang === "se" ? "nb" : lang}`);
  return Object.fromEntries(items.map(({ slug, label, gentle }) => [slug, gentle ?? label]));
}

interface Place {
  readonly number: string;
  readonly name: string;
  readonly county: { readonly name: string };
}

/** Which municipality is asked about. A place in the words is none of the attribute's. */
function homesOf({ place, spans }: Understood, attribute: string, places: readonly Place[]): readonly Home[] {
  const home = (number: string, name: string): Home => {
    const county = places.find((one) => one.number === number)?.county.name ?? "";
    return { number, name, county };
  };
  const said = attribute && spans.some(({ as }) => as === "place") ? null : place;
  if (said?.candidates) return said.candidates.map(({ municipality, name }) => home(municipality, name));
  // What only begins with the name comes behind what has it.
  if (attribute) return places.slice(0, 1).map(({ number, name }) => home(number, name));
  return said?.municipality ? [home(said.municipality, said.name ?? "")] : [];
}

const near = (rows: readonly Row[]): boolean => rows.some(({ reach }) => reach === "local" || reach === "shared");

/** Steps are few and differ from each other: only the hits tell that none is from here. Where they do not come, nothing is claimed. */
async function hereOf({ steps, left }: Plan, params: Params, { signal }: Sending): Promise<boolean> {
  if (near(steps) || left <= steps.length) return near(steps);
  const found = await service.search({ ...params, per_page: MORE }, { ...(signal && { signal }), tries: 1 }).catch(() => null);
  return !found || near(found.hits);
}

async function paged(rows: readonly Row[], lang: Lang): Promise<[string, string][]> {
  return Promise.all(
    rows.map(async ({ offer: { id } }) => [id, `${ORIGIN}/tilbud/${await codeOf(id)}?lang=${lang}`] as [string, string]),
  );
}

/** `heard` is told of danger, or of none, before all else is there. */
export async function ask(params: Params, lang: Lang, sending: Sending, heard: (safety: Safety | null) => void): Promise<Answer> {
  const attribute = String(params["municipality"] ?? "");
  const lists = Promise.all([
    named("audiences", lang),
    named("topics", lang),
    attribute ? list<Place>(`places?q=${encodeURIComponent(attribute)}`) : [],
  ]);
  const plan = await service.navigate(params, sending);
  heard(plan.safety);
  const [here, [labels, topics, places]] = await Promise.all([hereOf(plan, params, sending), lists]);
  const homes = homesOf(plan.understood, attribute, places);
  const others = plan.otherwise.flatMap(({ steps }) => steps);
  const next = plan.left > plan.steps.length ? 1 : null;
  const pages = new Map(await paged([...plan.steps, ...others], lang));
  return { plan, rows: plan.steps, total: plan.left, next, labels, topics, homes, here, pages };
}

/** The answer with the next hits behind what it shows. */
export async function askMore(answer: Answer, params: Params, lang: Lang, sending: Sending): Promise<Answer> {
  const page = answer.next ?? 1;
  const found: SearchAnswer = await service.search({ ...params, page, per_page: MORE }, sending);
  const shown = new Set(answer.rows.map(({ offer }) => offer.id));
  const fresh = found.hits.filter(({ offer }) => !shown.has(offer.id));
  const rows = [...answer.rows, ...fresh];
  const next = page * MORE < found.total ? page + 1 : null;
  return { ...answer, rows, next, here: answer.here || near(fresh), pages: new Map([...answer.pages, ...(await paged(fresh, lang))]) };
}

/** Finished words are told as finished, so that a topic without an offer is counted. Nothing waits for it. */
export function finish(params: Params): void {
  service.search({ ...params, final: true, per_page: 1 }, { tries: 1 }).catch(() => undefined);
}
