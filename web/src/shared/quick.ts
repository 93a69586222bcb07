// Owns how a page's form answers while one types: the same form sent by script, its answer swapped in.
// Must not know what the form asks. Nothing typed is kept: it lives in the form's own fields.
import { warn } from "./alarm.ts";
import { arrive } from "./arrive.ts";
import { findAgain } from "./back.ts";
import { all, announce, one, settle, wordless } from "./dom.ts";
import { faults, follow, spread } from "./follow.ts";
import { aborted, send } from "./send.ts";
import { stand } from "./stand.ts";
import { stutterLine } from "./stutter.ts";
import type { Speaker } from "./words.ts";

const TYPING = 60;
/** A screen reader is told when the typing rests, not with every key; and no danger goes before. */
const RESTING = 700;

export interface Quick {
  form: HTMLFormElement;
  answer: HTMLElement;
  status: HTMLElement;
  say: Speaker;
  /** Called when a new answer stands there. */
  shown(): void;
  /** A question sent by hand is a finished one, and says so where the service counts what was not found. */
  final?: boolean;
}

export function quicken({ form, answer, status, say, shown, final }: Quick): void {
  const stutter = stutterLine(answer, status, say);
  const told = settle(RESTING, () => {
    const count = one("[data-told]", answer)?.textContent?.trim() ?? "";
    announce(status, `${faults(form)} ${count}`.trim());
  });
  const danger = stand();
  let typing = false;
  let byLetter = false;
  let length = 0;
  let inFlight: AbortController | null = null;
  // What a browser has put back into the fields has not been asked yet.
  let asked = untouched(form) ? written(form, null) : "";

  async function ask(submitter: HTMLButtonElement | null, finished = false): Promise<void> {
    const body = written(form, submitter);
    if (body === asked && !submitter && !finished) return;
    inFlight?.abort();
    inFlight = new AbortController();
    const { signal } = inFlight;
    asked = body;
    const sent = written(form, null);
    const half = isHalf();
    answer.setAttribute("aria-busy", "true");
    danger.drop();
    forgetAddress();
    try {
      const html = await send(
        form.action,
        {
          method: "POST",
          headers: { "x-veiviser-part": "answer", "content-type": "application/x-www-form-urlencoded" },
          body: finished && final ? `${body}&final=true` : body,
          cache: "no-store",
        },
        (response) => response.text(),
        { signal, onStutter: stutter.slow },
      );
      if (signal.aborted) return;
      stutter.over();
      show(html, submitter, sent, finished, half);
    } catch (error) {
      if (aborted(error)) return;
      asked = "";
      stutter.lost(() => void ask(submitter, finished));
    }
    answer.removeAttribute("aria-busy");
  }

  /** Swaps the answer in. Who pressed a button that is gone now stands at the count; who types goes on typing until that is sent. */
  function show(html: string, submitter: HTMLButtonElement | null, sent: string, finished: boolean, half: boolean): void {
    // What was written while the answer came has not been asked yet.
    const whole = written(form, null) === sent;
    // A button at a field goes with the answer, too.
    const pressed = submitter !== null && submitter === document.activeElement;
    const more = submitter?.name === "page";
    const before = all(".v-hits > .v-cards > li", answer).length;
    const parts = document.createElement("template");
    parts.innerHTML = html;
    danger.hear(parts.content, finished || !typing || isEmpty(), half);
    spread(parts.content);
    answer.replaceChildren(parts.content);
    follow(form, answer, submitter !== null);
    warn();
    shown();
    asked = whole ? written(form, null) : "";
    // More is all that was there and some: on to the first new one.
    if (more) one("a[href]", all(".v-hits > .v-cards > li", answer)[before])?.focus();
    else if (pressed) (one("[data-told]", answer) ?? one("input[type=search]", form))?.focus();
    else if (finished && !submitter && whole) arrive(form, answer);
    told();
  }

  const words = (): string => one<HTMLInputElement>("input[type=search]", form)?.value ?? "";
  const isEmpty = (): boolean => words().trim() === "";
  /** The last word may still become another: «er ut» is on its way to «er utslitt». What came all at once is whole. */
  const isHalf = (): boolean => byLetter && /[\p{L}\p{N}]$/u.test(words());

  const typed = settle(TYPING, () => void ask(null));
  // An answer that is still on its way then is the last one.
  const rested = settle(RESTING, () => {
    typing = false;
    danger.rest();
    warn();
  });
  form.addEventListener("input", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || !isText(field)) return;
    typing = true;
    byLetter = Math.abs(words().length - length) < 2;
    length = words().length;
    rested();
    if (!(event as InputEvent).isComposing && isWhole(field)) typed();
  });
  form.addEventListener("change", () => typed.now());
  form.addEventListener("compositionend", () => typed());
  form.addEventListener("submit", (event) => {
    const submitter = event.submitter instanceof HTMLButtonElement ? event.submitter : null;
    if (submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    typed.stop();
    void ask(submitter?.name ? submitter : null, true).then(() => told.now());
  });
  // WebKit empties every field of a kept page that is not filled in by itself, as it shows it again; its answer stands there still.
  let stood: (() => void)[] = [];
  addEventListener("pagehide", () => {
    stood = all<HTMLInputElement>("input", form).map((field) => {
      const { value, checked } = field;
      return () => Object.assign(field, { value, checked });
    });
  });
  // Back again: the browser may have put words into the field that the answer below knows nothing of.
  addEventListener("pageshow", ({ persisted }) =>
    setTimeout(() => {
      if (persisted) for (const restore of stood) restore();
      typed.now();
    }),
  );
  addEventListener("online", () => typed.now());
  findAgain(answer);
  document.documentElement.dataset["quick"] = "";
}

const isText = (field: HTMLInputElement): boolean => !["checkbox", "radio", "submit", "button"].includes(field.type);

/** A name of a list, or a code, is asked when it is one, or when the field is left: half of one is no fault yet. */
const isWhole = (field: HTMLInputElement): boolean =>
  !field.validity.patternMismatch &&
  (!field.list || field.value === "" || [...field.list.options].some((option) => option.value === field.value));

function untouched(form: HTMLFormElement): boolean {
  return all<HTMLInputElement>("input:not([type=hidden])", form).every((field) =>
    isText(field) ? field.value === field.defaultValue : field.checked === field.defaultChecked,
  );
}

/** The form as it would be sent. */
function written(form: HTMLFormElement, submitter: HTMLButtonElement | null): string {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter)) if (typeof value === "string") fields.append(name, value);
  return fields.toString();
}

/** An address that was shared holds words. From the first new one on they are no longer what is asked. */
function forgetAddress(): void {
  if (new URL(location.href).searchParams.has("q")) history.replaceState(null, "", wordless());
}
