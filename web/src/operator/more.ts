// Owns the further pages of the answer that stands there, asked for one at a time. Must not know how rows are shown.
import { type Api, aborted } from "../shared/api.ts";
import { type Happening, type State, hasMore, morePages } from "./state.ts";

export interface More {
  /** Puts the next page under what stands there; `nothing` where none is left, or one is on its way, or it came too late. */
  next(): Promise<"came" | "failed" | "nothing">;
  forget(): void;
}

export function more(api: Api, state: () => State, happen: (now: Happening) => void): More {
  let flight = new AbortController();

  return {
    async next() {
      const { answer, further } = state();
      if (!answer || further.asking || !hasMore(state())) return "nothing";
      const page = further.page + 1;
      if (!morePages(state())) {
        happen({ type: "further", further: { ...further, page } });
        return "came";
      }
      const waiting = { ...further, asking: true };
      flight.abort();
      flight = new AbortController();
      const { signal } = flight;
      happen({ type: "further", further: waiting });
      try {
        const { hits } = await api.search({ ...answer.asked, page }, { signal });
        // Under a newer answer the page of an old one has no place.
        if (signal.aborted || state().further !== waiting) return "nothing";
        happen({ type: "further", further: { hits: [...further.hits, ...hits], page, asking: false } });
        return "came";
      } catch (error) {
        if (signal.aborted || aborted(error) || state().further !== waiting) return "nothing";
        happen({ type: "further", further });
        return "failed";
      }
    },
    forget: () => flight.abort(),
  };
}
