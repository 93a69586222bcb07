// Owns the buttons that hand something over: copy and print. Must not know what is handed over.
import { all, announce, copy, one } from "./dom.ts";
import type { Speaker } from "./words.ts";

const SHOWN = 2500;

/** Says on the button itself, and to a screen reader, that it was done; then the button is what it was. */
function told(button: HTMLElement, text: string): void {
  const status = one("#status");
  if (status) announce(status, text);
  if (button.ariaBusy) return;
  const before = [...button.childNodes];
  button.ariaBusy = "true";
  button.textContent = text;
  setTimeout(() => {
    button.replaceChildren(...before);
    button.ariaBusy = null;
  }, SHOWN);
}

/** What a `data-copy` button copies: the text of the element with that id. */
function textOf(id: string): string {
  const source = document.getElementById(id);
  return source instanceof HTMLTextAreaElement || source instanceof HTMLInputElement ? source.value : (source?.innerText ?? "");
}

/** The address of a search: what a form would send by GET, without what is empty and without a page's number. */
export function addressOf(form: HTMLFormElement): string {
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value.trim() !== "" && name !== "page") address.searchParams.append(name, value);
  }
  return address.href;
}

/** What does nothing without script comes hidden. */
export const reveal = (): void =>
  all(":is([data-print], [data-copy], .v-share)[hidden]").forEach((button) => {
    button.hidden = false;
  });

/** One listener for all buttons, those too that come with a later answer. */
export function handOver(say: Speaker): void {
  reveal();
  addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("button, a[data-print]") : null;
    if (!button) return;
    const { copy: target, print, share, done } = button.dataset;
    if (print !== undefined) {
      event.preventDefault();
      globalThis.print();
      return;
    }
    const text = target !== undefined ? textOf(target) : share !== undefined && button.form ? addressOf(button.form) : null;
    if (text === null) return;
    event.preventDefault();
    void copy(text).then((copied) => told(button, copied ? (done ?? say("copied")) : say("uncopied")));
  });
}
