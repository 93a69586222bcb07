// Owns what is told for a few seconds because nothing else on the page shows it: seen in the tray, heard once. Must not know
// how it looks.
import type { Live } from "./live.ts";
import type { Happening } from "./state.ts";

const SHOWN = 6000;

export interface Telling {
  tell(text: string): void;
  forget(): void;
}

export function telling(speaker: Live, happen: (now: Happening) => void): Telling {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    tell(text) {
      clearTimeout(timer);
      speaker.said(text);
      happen({ type: "notice", notice: text });
      timer = setTimeout(() => happen({ type: "notice", notice: null }), SHOWN);
    },
    forget: () => clearTimeout(timer),
  };
}
