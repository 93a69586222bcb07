// Owns the one state that there is at a time, and paints it after everything that happens. Must not know what happens or how
// it is painted.
import { type Happening, type State, reduce } from "./state.ts";

export interface Store {
  state(): State;
  happen(now: Happening): void;
}

export function store(first: State, paint: (state: State) => void): Store {
  let state = first;
  return {
    state: () => state,
    happen(now) {
      state = reduce(state, now);
      paint(state);
    },
  };
}
