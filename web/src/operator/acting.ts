// Owns what is done when somebody presses, picks or types: through the state, and on to the service where that is asked.
// Must not know how things look or which key was pressed.
import type { Lang, Need } from "../shared/answers.ts";
import { copy, settle } from "../shared/dom.ts";
import type { Asker } from "./ask.ts";
import { forgetCaller } from "./clear.ts";
import type { Handing } from "./handing.ts";
import type { Live } from "./live.ts";
import type { More } from "./more.ts";
import { needOf } from "./missing.ts";
import { focusField, focusMark } from "./paint.ts";
import { showShift } from "./shift.ts";
import { type Given, type Happening, MOST_LISTED, type Municipality, type Row, isListed, picked, placed, rows, safety } from "./state.ts";
import type { Store } from "./store.ts";
import type { Telling } from "./telling.ts";
import { say } from "./tongue.ts";
import { addMark, rowId } from "./view/row.ts";

export interface Parts extends Store {
  readonly asking: Asker;
  readonly sending: Handing;
  readonly paging: More;
  readonly telling: Telling;
  readonly speaker: Live;
  readonly municipalities: readonly Municipality[];
}

/** As on the pages. */
const RESTING = 700;

export type Acting = ReturnType<typeof acting>;

export function acting({ state, happen, asking, sending, paging, telling, speaker, municipalities }: Parts) {
  /** What changes the question is asked at once. */
  function question(now: Happening): void {
    happen(now);
    // What comes first stands on top again, also for whoever had gone down the list.
    if (state().wide) scrollTo({ top: 0, behavior: "instant" });
    asking.ask(state());
  }

  const rested = settle(RESTING, () => {
    happen({ type: "rested" });
    speaker.warn();
  });

  function municipality(number: string): void {
    question({ type: "municipality", municipality: municipalities.find((one) => one.number === number) ?? null });
    showShift(state().municipality);
  }

  function elsewhere(to: Municipality | null): void {
    question({ type: "elsewhere", municipality: to });
    const place = placed(state())?.name ?? "";
    speaker.said(say(to ? "this_call" : "to_shift", { place }));
  }

  function unlist(id: string): void {
    const name = state().list.find((told) => told.offer.id === id)?.offer.name ?? "";
    happen({ type: "unlisted", id });
    speaker.said(say("removed_said", { name, n: state().list.length }));
  }

  /** What is on the list already is said to be there. */
  function add(row: Row): void {
    const { id, name } = row.offer;
    if (!isListed(state(), id) && state().list.length >= MOST_LISTED) return telling.tell(say("full_said"));
    happen({ type: "listed", told: row });
    speaker.said(say("added_said", { name, n: state().list.length }));
  }

  const toggle = (row: Row): void => (isListed(state(), row.offer.id) ? unlist(row.offer.id) : add(row));

  /** The arrows stand on a row from now on, and it is in sight. */
  function stand(row: Row): void {
    happen({ type: "picked", id: row.offer.id });
    document.getElementById(rowId(row))?.scrollIntoView({ block: "nearest" });
    speaker.picked(row);
  }

  /** Who writes goes on writing; whoever pressed the button goes on from the first row that came. */
  async function more(): Promise<void> {
    const before = new Set(rows(state()).map((row) => row.offer.id));
    const from = document.activeElement;
    const came = await paging.next();
    if (came === "failed") telling.tell(say("more_failed"));
    const row = came === "came" && rows(state()).find((one) => !before.has(one.offer.id));
    if (!row) return;
    stand(row);
    const still = document.activeElement === from || !from?.isConnected;
    if (from?.matches("[data-focus=more]") && still) focusMark(addMark(row));
  }

  /** Everything of this caller goes, in every part that holds something. */
  const forget = (): void =>
    forgetCaller([asking, sending, paging, telling, speaker], state().municipality, () => happen({ type: "next" }));

  return {
    typed(words: string): void {
      question({ type: "typed", words });
      speaker.warn();
      rested();
    },
    takeBack: (...findings: readonly string[]): void => question({ type: "toggled", findings }),
    turn: (): void => happen({ type: "turned" }),
    /** What was heard as danger is taken for none in this call, or that is taken back. */
    danger(): void {
      if (!safety(state())) return;
      happen({ type: "aside" });
      speaker.aside();
    },
    /** Where somebody lives is the shift's, not this caller's. */
    give(given: Given): void {
      const number = given.params.municipality;
      if (typeof number === "string") municipality(number);
      else question({ type: "given", given });
    },
    ungive: (about: string): void => question({ type: "ungiven", about }),
    pick: (id: string): void => happen({ type: "picked", id }),
    move(by: 1 | -1): void {
      const all = rows(state());
      const at = all.findIndex((row) => row.offer.id === picked(state())?.offer.id);
      const row = all[Math.max(0, Math.min(all.length - 1, at + by))];
      if (row) stand(row);
    },
    more,
    add,
    toggle,
    unlist,
    municipality,
    elsewhere,
    singleKeys: (on: boolean): void => happen({ type: "singleKeys", on }),
    shut: (): void => void (state().dialog === null || happen({ type: "dialog", dialog: null })),
    handOver(to: Lang): void {
      if (state().list.length === 0) return telling.tell(say("list_empty"));
      if (state().dialog !== "handover") happen({ type: "dialog", dialog: "handover" });
      void sending.make(to);
    },
    async copy(what: "sms" | "link"): Promise<void> {
      const { handover } = state();
      const text = what === "sms" ? handover?.made?.sms.text : handover?.made?.link;
      if (!handover || !text) return;
      const done = await copy(text);
      if (state().handover === handover) happen({ type: "handover", handover: { ...handover, copied: { what, done } } });
    },
    print: (): void => void (state().handover?.made && print()),
    async missing(why: Need["why"]): Promise<void> {
      const need = needOf(state(), why);
      if (!need || state().missing === "sending" || !(await sending.tell(need))) return;
      happen({ type: "dialog", dialog: null });
      telling.tell(say("missing_sent"));
    },
    forget,
    next(): void {
      forget();
      focusField();
      asking.ask(state());
      speaker.said(say("next_done"));
    },
  };
}
