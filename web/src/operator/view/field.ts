// Owns the field for what the caller says. It has no name, is never filled in by the browser, and is a new element for each
// caller, so that undo does not bring the last one's words back.
import { type TemplateResult, html } from "lit/html.js";
import { keyed } from "lit/directives/keyed.js";
import { t } from "../tongue.ts";
import { networkLine } from "./network.ts";
import type { Acts, View } from "./acts.ts";

export const FIELD = "words";
const LONGEST = 500;
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

export function field({ state, acts }: View): TemplateResult {
  const left = LONGEST - state.words.length;
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
      ${left <= NEARLY ? t("left", { n: left }) : t("words_hint")}<span class="ds-sr-only"> ${t("words_keys")}</span>
    </p>
  </div>`;
}
