// Owns the labels of topics and audiences, asked for once a shift. Must not know where they are shown.
import { send } from "../shared/send.ts";
import { lang } from "./tongue.ts";

interface Terms {
  readonly items: readonly { readonly slug: string; readonly label: string }[];
}

const terms = (path: string): Promise<Terms> =>
  send(`/v1/${path}?lang=${lang}`, { credentials: "omit" }, (answer) => answer.json() as Promise<Terms>, { tries: 8 });

export async function labels(): Promise<Record<string, string>> {
  const [topics, audiences] = await Promise.all([terms("topics"), terms("audiences")]);
  const named = (kind: string, { items }: Terms) => items.map(({ slug, label }) => [`${kind}:${slug}`, label] as const);
  return Object.fromEntries([...named("topic", topics), ...named("audience", audiences)]);
}
