// Owns what a screen reader is told: one calm line about what stands there, and danger at once when it first appears.
// Must not know how things look.
import type { Safety } from "../shared/answers.ts";
import { announce, settle } from "../shared/dom.ts";
import { readable } from "../shared/phone.ts";
import { named } from "./elsewhere.ts";
import { openness, spokenNumber } from "./offer.ts";
import { type Row, type State, isAnswered, isAside, isListed, rows, safety } from "./state.ts";
import { say } from "./tongue.ts";

export interface Live {
  /** A new answer stands there: told once it has been still for a while, if it is the last one. */
  answered(): void;
  /** Danger that stands now and did not before is told at once. */
  warn(): void;
  picked(row: Row): void;
  said(text: string): void;
  /** Danger was set aside, or is shown again. */
  aside(): void;
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

  const numbersOf = (told: Safety | null) =>
    told?.emergency.map((line) => (line.number ? readable(line.number) : line.name)).join(", ") ?? "";

  /** What was set aside warns of nothing, so that what is new does. */
  const warning = () => (isAside(state()) ? "" : numbersOf(safety(state())));

  /** Told when it appears and when other numbers hold, not again with every key. */
  const warn = () => {
    const numbers = warning();
    if (numbers === warned) return;
    warned = numbers;
    if (numbers) announce(assertive, say("danger_said", { numbers }));
    else assertive.textContent = "";
  };

  return {
    warn,
    answered() {
      warn();
      const { words, given } = state();
      if (isAnswered(state()) && (words !== "" || given.length > 0)) summary();
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
    aside() {
      summary.stop();
      warned = warning();
      assertive.textContent = "";
      announce(polite, say(warned ? "danger_said" : "danger_aside_said", { numbers: numbersOf(safety(state())) }));
    },
    forget() {
      summary.stop();
      warned = "";
      polite.textContent = "";
      assertive.textContent = "";
    },
  };
}
