// Owns forgetting a caller: whatever holds a word, a choice or an answer of theirs lets go of it here. Must not know the parts'
// insides; each of them forgets by itself.
import type { Municipality } from "./state.ts";
import { showShift } from "./shift.ts";

export interface Forgets {
  forget(): void;
}

/** `start` puts a fresh state in the place of the old one and paints it, with a new field. */
export function forgetCaller(parts: readonly Forgets[], municipality: Municipality | null, start: () => void): void {
  for (const part of parts) part.forget();
  getSelection()?.removeAllRanges();
  start();
  showShift(municipality);
  // The browser lists what was fetched, and with it the address of the caller's list.
  performance.clearResourceTimings();
  scrollTo({ top: 0, behavior: "instant" });
}
