// Owns what is sent beside the search: the list for the caller, and what was missing. Dropped when the caller is forgotten.
// Must not know how it is shown.
import type { Api } from "../shared/api.ts";
import type { Lang, Need } from "../shared/answers.ts";
import type { Happening, State } from "./state.ts";

const LEAST_KEPT = 3;

export interface Handing {
  /** Makes the list in the caller's language. */
  make(lang: Lang): Promise<void>;
  /** True where it was counted. */
  tell(need: Need): Promise<boolean>;
  forget(): void;
}

export function handing(api: Api, state: () => State, happen: (now: Happening) => void): Handing {
  let under = new AbortController();
  let latest = 0;

  return {
    async make(lang) {
      const mine = ++latest;
      const { signal } = under;
      const current = () => mine === latest && !signal.aborted && state().dialog === "handover";
      happen({ type: "handover", handover: { lang, step: "making", made: state().handover?.made ?? null, copied: null } });
      const ids = state().list.map((told) => told.offer.id);
      try {
        // A list is kept from three offers on; fewer are told without keeping anything.
        const made = await (ids.length < LEAST_KEPT ? api.handover : api.shortlist)(ids, lang, { signal });
        if (current()) happen({ type: "handover", handover: { lang, step: "made", made, copied: null } });
      } catch {
        if (current()) happen({ type: "handover", handover: { lang, step: "failed", made: null, copied: null } });
      }
    },
    async tell(need) {
      const { signal } = under;
      happen({ type: "missing", missing: "sending" });
      try {
        await api.need(need, { signal });
        return !signal.aborted;
      } catch {
        if (!signal.aborted) happen({ type: "missing", missing: "failed" });
        return false;
      }
    },
    forget() {
      under.abort();
      under = new AbortController();
      latest += 1;
    },
  };
}
