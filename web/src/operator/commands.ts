// Owns which act a command of the keyboard is. Must not know keys.
import type { Acting } from "./acting.ts";
import { nextPlace, turnsPlace } from "./elsewhere.ts";
import { turnedBy } from "./findings.ts";
import type { Command, Finding } from "./keys.ts";
import { REASONS } from "./missing.ts";
import { focusField, focusNumbers } from "./paint.ts";
import { picked, question } from "./state.ts";
import type { Store } from "./store.ts";
import { HANDOVER_KEYS } from "./view/handover.ts";
import { givenBy, optionAt } from "./view/question.ts";

export function commander({ state, happen }: Store, acts: Acting): (command: Command) => void {
  /** A number means an answer to what stands in front: the dialog, else the question. */
  function number(at: number): void {
    const { dialog } = state();
    const ask = question(state());
    if (dialog === "missing") {
      const why = REASONS[at - 1];
      if (why) void acts.missing(why);
    } else if (dialog === "handover") {
      const what = HANDOVER_KEYS[at - 1];
      if (what === "print") acts.print();
      else if (what) void acts.copy(what);
    } else if (!dialog && ask) {
      const option = optionAt(ask, state().turns, at);
      if (option === "more") acts.turn();
      else if (option) acts.give(givenBy(ask, option));
    }
  }

  function takeBack(finding: Finding): void {
    if (finding === "place" && turnsPlace(state())) return acts.elsewhere(nextPlace(state()));
    const turned = turnedBy(finding, state());
    if (turned.length > 0) acts.takeBack(...turned);
  }

  return (command) => {
    switch (command.do) {
      case "next_row":
        return acts.move(1);
      case "previous_row":
        return acts.move(-1);
      case "choose": {
        const row = picked(state());
        return row ? acts.add(row) : undefined;
      }
      case "more":
        return void acts.more();
      case "handover":
        return acts.handOver(state().lang);
      case "missing":
      case "help":
        return happen({ type: "dialog", dialog: command.do });
      case "shut":
        return acts.shut();
      case "next":
        return acts.next();
      case "words":
        return focusField();
      case "numbers":
        return focusNumbers();
      case "municipality":
        return document.getElementById("municipality")?.focus();
      case "answer":
        return number(command.at);
      case "danger":
        return acts.danger();
      case "unanswer": {
        const last = state().given.at(-1);
        return last ? acts.ungive(last.about) : undefined;
      }
      case "take_back":
        return takeBack(command.finding);
    }
  };
}
