// Owns the questions to the service: the plan, more hits, labels, addresses of pages. What is typed goes in bodies only.
// Must not know the element.
import { type Lang, type Params, type Plan, type SearchAnswer, type Sending, api } from "../shared/api.ts";
import { send } from "../shared/send.ts";
import { codeOf } from "./code.ts";
import type { Labels, Row } from "./telling.ts";

/** Where this very file came from is where the service is. */
export const ORIGIN = new URL(import.meta.url).origin;
const MORE = 10;

const service = api(ORIGIN);

/** An answer as it is shown: some rows at first, more when asked for. */
export interface Answer {
  readonly plan: Plan;
  readonly rows: readonly Row[];
  readonly total: number;
  /** The next page of hits; `null` where all are shown. */
  readonly next: number | null;
  readonly labels: Labels;
  /** Address of each offer's page by its id. */
  readonly pages: ReadonlyMap<string, string>;
}

const kept = new Map<Lang, Promise<Labels>>();

/** Names of audiences, asked for once; without them an offer is told all the same. */
function labelsIn(lang: Lang): Promise<Labels> {
  const held = kept.get(lang);
  if (held) return held;
  const asked = send(
    `${ORIGIN}/v1/audiences?lang=${lang}`,
    { credentials: "omit", referrerPolicy: "no-referrer" },
    (answer) => answer.json() as Promise<{ items: { slug: string; label: string }[] }>,
    { tries: 2 },
  ).then(
    ({ items }) => Object.fromEntries(items.map(({ slug, label }) => [slug, label])),
    () => {
      kept.delete(lang);
      return {};
    },
  );
  kept.set(lang, asked);
  return asked;
}

async function paged(rows: readonly Row[], lang: Lang): Promise<[string, string][]> {
  return Promise.all(
    rows.map(async ({ offer: { id } }) => [id, `${ORIGIN}/tilbud/${await codeOf(id)}?lang=${lang}`] as [string, string]),
  );
}

export async function ask(params: Params, lang: Lang, sending: Sending): Promise<Answer> {
  const [plan, labels] = await Promise.all([service.navigate(params, sending), labelsIn(lang)]);
  const others = plan.otherwise.flatMap(({ steps }) => steps);
  const next = plan.left > plan.steps.length ? 1 : null;
  const pages = new Map(await paged([...plan.steps, ...others], lang));
  return { plan, rows: plan.steps, total: plan.left, next, labels, pages };
}

/** The answer with the next hits behind what it shows. */
export async function askMore(answer: Answer, params: Params, lang: Lang, sending: Sending): Promise<Answer> {
  const page = answer.next ?? 1;
  const found: SearchAnswer = await service.search({ ...params, page, per_page: MORE }, sending);
  const shown = new Set(answer.rows.map(({ offer }) => offer.id));
  const fresh = found.hits.filter(({ offer }) => !shown.has(offer.id));
  const rows = [...answer.rows, ...fresh];
  const next = page * MORE < found.total ? page + 1 : null;
  return { ...answer, rows, next, pages: new Map([...answer.pages, ...(await paged(fresh, lang))]) };
}

/** Finished words are told as finished, so that a topic without an offer is counted. Nothing waits for it. */
export function finish(params: Params): void {
  service.search({ ...params, final: true, per_page: 1 }, { tries: 1 }).catch(() => undefined);
}
