// Owns the labels of topics and audiences and the names of municipalities, asked for once a shift. Must not know where they are shown.
import { send } from "../shared/send.ts";
import { lang } from "./tongue.ts";

interface Term {
  readonly slug: string;
  readonly label: string;
}

interface Place {
  readonly number: string;
  readonly name: string;
  readonly county: { readonly name: string };
}

const list = <T>(path: string): Promise<{ readonly items: readonly T[] }> =>
  send(`/v1/${path}`, { credentials: "omit" }, (answer) => answer.json() as Promise<{ items: readonly T[] }>, { tries: 8 });

export type Labels = Readonly<Record<string, string>>;

export async function labels(): Promise<Labels> {
  const [topics, audiences] = await Promise.all([list<Term>(`topics?lang=${lang}`), list<Term>(`audiences?lang=${lang}`)]);
  const named = (kind: string, items: readonly Term[]) => items.map(({ slug, label }) => [`${kind}:${slug}`, label] as const);
  return Object.fromEntries([...named("topic", topics.items), ...named("audience", audiences.items)]);
}

/** By number, and the county of each: two names stand for two municipalities. */
export async function places(): Promise<Labels> {
  const { items } = await list<Place>("places");
  return Object.fromEntries(
    items.flatMap(({ number, name, county }) => [
      [`municipality:${number}`, name],
      [`county:${number}`, county.name],
    ]),
  );
}
