// Owns how the JSON API is asked: what is typed goes in bodies only. Must not know what is done with an answer.
import type { Lang, Need, Params, Plan, Problem, Safety, SearchAnswer, Shortlist, Suggestions } from "./answers.ts";
import { SendError, type Sending, send } from "./send.ts";

export type * from "./answers.ts";
export { SendError, aborted, type Failure, type Sending } from "./send.ts";

export interface Api {
  search(params: Params, sending?: Sending): Promise<SearchAnswer>;
  navigate(params: Params, sending?: Sending): Promise<Plan>;
  /** The one question whose words stand in an address: only for names of places, never for what a caller says. */
  suggest(params: Params, sending?: Sending): Promise<Suggestions>;
  shortlist(offers: readonly string[], lang: Lang, sending?: Sending): Promise<Shortlist>;
  /** The same texts without keeping a list; the link is a single offer's page, else none. */
  handover(offers: readonly string[], lang: Lang, sending?: Sending): Promise<Shortlist>;
  need(need: Need, sending?: Sending): Promise<void>;
}

/** The API of this host, or of another one, for a page that embeds us. */
export function api(host = ""): Api {
  const post = <T>(path: string, body: unknown, sending?: Sending): Promise<T> =>
    send(
      `${host}${path}`,
      {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify(body),
        credentials: "omit",
        cache: "no-store",
        referrerPolicy: "no-referrer",
      },
      (answer) => answer.json() as Promise<T>,
      sending,
    );
  return {
    search: (params, sending) => post("/v1/search", params, sending),
    navigate: (params, sending) => post("/v1/navigate", params, sending),
    async shortlist(offers, lang, sending) {
      const kept = await post<Omit<Shortlist, "many">>("/v1/shortlists", { offers, lang }, sending);
      return { ...kept, many: offers.length };
    },
    async handover(offers, lang, sending) {
      const asked = new URLSearchParams([...offers.map((id) => ["id", id]), ["lang", lang]]);
      const init: RequestInit = { credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer" };
      type Texts = Pick<Shortlist, "sms" | "aloud" | "letter"> & { link: string | null };
      const texts = await send(`${host}/v1/handover?${asked}`, init, (answer) => answer.json() as Promise<Texts>, sending);
      return { ...texts, token: null, lang, expires: null, many: offers.length };
    },
    // Told once: a second try after a lost answer would count it twice.
    need: async (need, sending) => void (await post("/v1/needs", need, { ...sending, tries: 1 })),
    suggest(params, sending) {
      const asked = new URLSearchParams();
      for (const [name, value] of Object.entries(params)) {
        for (const one of Array.isArray(value) ? value : [value]) asked.append(name, String(one));
      }
      const init: RequestInit = { credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer" };
      return send(`${host}/v1/suggest?${asked}`, init, (answer) => answer.json() as Promise<Suggestions>, sending);
    },
  };
}

/** What the service said about a refusal, where it did. */
export function problem(error: unknown): Problem | null {
  const body = error instanceof SendError ? error.body : null;
  return body !== null && typeof body === "object" && "code" in body ? (body as Problem) : null;
}

/** The lines to call that even a busy answer carries. */
export const safetyOf = (error: unknown): Safety | null => problem(error)?.safety ?? null;
