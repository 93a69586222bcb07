// Owns what a screen reader is told: one calm line about what stands there, and danger at once when it first appears.
// Must not know how things look.
import { announce, settle } from "../shared/dom.ts";
import { readable } from "../shared/phone.ts";
import { named } from "./elsewhere.ts";
import { openness, spokenNumber } from "./offer.ts";
import { type Row, type State, isListed, rows, safety } from "./state.ts";
import { say } from "./tongue.ts";

export interface Live {
  /** A new answer stands there: told once it has been still for a while. */
  answered(): void;
  picked(row: Row): void;
  said(text: string): void;
  /** Nothing that was told stays. */
  forget(): void;
}

const STILL = 600;

export function live(polite: HTMLElement, assertive: HTMLElement, state: () => State): Live {
  let warned = "";

  const summary = settle(STILL, () => {
    const all = rows(state());
    const [first] = all;
    const slots = first && { n: all.length, name: first.offer.name, number: spokenNumber(first) };
    const places = state().elsewhere ? [] : named(state()).map(({ told: place }) => say("elsewhere", { place }));
    announce(polite, [slots ? say("answer_said", slots) : say("answer_none"), ...places].join(". "));
  });

  /** Told when it appears and when other numbers hold, not again with every key. */
  const dangerFirst = () => {
    const now = safety(state());
    const numbers = now?.emergency.map((line) => (line.number ? readable(line.number) : line.name)).join(", ") ?? "";
    if (numbers === warned) return;
    warned = numbers;
    if (now) announce(assertive, say("danger_said", { numbers }));
    else assertive.textContent = "";
  };

  return {
    answered() {
      dangerFirst();
      const { words, given } = state();
      if (words !== "" || given.length > 0) summary();
    },
    picked(row) {
      summary.stop();
      const all = rows(state());
      const at = all.findIndex((one) => one.offer.id === row.offer.id) + 1;
      const slots = { at, n: all.length, name: row.offer.name, number: spokenNumber(row), open: openness(row).text };
      const listed = isListed(state(), row.offer.id) ? `, ${say("on_list")}` : "";
      announce(polite, say("picked_said", slots) + listed);
    },
    said(text) {
      summary.stop();
      announce(polite, text);
    },
    forget() {
      summary.stop();
      warned = "";
      polite.textContent = "";
      assertive.textContent = "";
    },
  };
}
