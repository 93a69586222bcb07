// Owns the field for what the caller says. It has no name, is never filled in by the browser, and is a new element for each
// caller, so that undo does not bring the last one's words back.
import { type TemplateResult, html } from "lit/html.js";
import { keyed } from "lit/directives/keyed.js";
import { MOST_READ, isAllRead } from "../read.ts";
import { t } from "../tongue.ts";
import { networkLine } from "./network.ts";
import type { Acts, View } from "./acts.ts";

export const FIELD = "words";
/** A call of which much is written. */
const LONGEST = 5000;
const NEARLY = 100;

/** Where the browser lets a field grow by itself, the style sheet says how far. */
const GROWS = CSS.supports("field-sizing", "content");

function typed(field: HTMLTextAreaElement, acts: Acts): void {
  if (!GROWS) {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  }
  acts.typed(field.value);
}

/** What stands under the field: that there is hardly room left, that only the last is read, else what one may write. */
function hint(words: string): unknown {
  const left = LONGEST - words.length;
  if (left <= NEARLY) return t("left", { n: left });
  return isAllRead(words) ? t("words_hint") : t("words_last", { n: MOST_READ });
}

export function field({ state, acts }: View): TemplateResult {
  return html`<div class="v-op-field">
    <label class="v-op-field__label" for=${FIELD}>${t("words")}</label>
    ${keyed(
      state.caller,
      html`<textarea
        id=${FIELD}
        class="ds-input v-op-field__text"
        rows="2"
        maxlength=${LONGEST}
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        aria-describedby="words-hint"
        aria-keyshortcuts="Alt+I"
        @input=${(event: Event) => typed(event.target as HTMLTextAreaElement, acts)}
      ></textarea>`,
    )}
    ${networkLine(state)}
    <p class="v-op-quiet" id="words-hint">
      ${hint(state.words)}<span class="ds-sr-only"> ${t("words_keys")}</span>
    </p>
  </div>`;
}
