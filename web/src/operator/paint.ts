// Owns putting the state on the page, so that focus is never lost when rows move. Must not know what is shown.
import { html, render } from "lit/html.js";
import type { Municipality, State } from "./state.ts";
import { stick } from "./stick.ts";
import type { Acts } from "./view/acts.ts";
import { bar } from "./view/bar.ts";
import { syncDialogs } from "./view/dialog.ts";
import { FIELD } from "./view/field.ts";
import { paper } from "./view/paper.ts";
import { screen } from "./view/screen.ts";

export interface Places {
  readonly main: HTMLElement;
  readonly screen: HTMLElement;
  readonly bar: HTMLElement;
  readonly paper: HTMLElement;
}

export const focusField = (): void => document.getElementById(FIELD)?.focus();

/** The first emergency number, as large as one stands there: the footer, which comes last, has them always. */
export const focusNumbers = (): void =>
  document.querySelector<HTMLElement>(".v-op-danger__numbers a, .v-op-aside__numbers a, .v-op-footer__numbers a")?.focus();

export function painter(places: Places, acts: Acts, municipalities: readonly Municipality[]): (state: State) => void {
  return (state) => {
    const focused = document.activeElement;
    const mark = focused instanceof HTMLElement ? focused.dataset.focus : undefined;
    const view = { state, acts };
    render(bar(view, municipalities), places.bar);
    render(screen(view), places.screen);
    render(html`${paper(state)}`, places.paper);
    syncDialogs(state.dialog);
    stick();
    places.main.dataset.shown = String(state.answer?.seq ?? 0);
    if (mark !== undefined) keepFocus(focused as HTMLElement, mark);
  };
}

/** What moved loses focus in the browser and what went away cannot keep it: the same thing, else the field, takes it. */
function keepFocus(was: HTMLElement, mark: string): void {
  if (document.activeElement === was && was.dataset.focus === mark) return;
  if (document.activeElement !== document.body && document.activeElement !== was) return;
  if (!focusMark(mark)) focusField();
}

/** Gives focus to what carries a mark; false where nothing does. */
export function focusMark(mark: string): boolean {
  const marked = [...document.querySelectorAll<HTMLElement>("[data-focus]")].find((one) => one.dataset.focus === mark);
  marked?.focus({ preventScroll: true });
  return marked !== undefined;
}
