// Owns the field for what the caller says. It has no name, is never filled in by the browser, and is a new element for each
// caller, so that undo does not bring the last one's words back.
import { type TemplateResult, html } from "lit/html.js";
import { keyed } from "lit/directives/keyed.js";
import { t } from "../tongue.ts";
import { networkLine } from "./network.ts";
import type { View } from "./acts.ts";

export const FIELD = "words";
const LONGEST = 500;
const NEARLY = 100;

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
        @input=${(event: Event) => acts.typed((event.target as HTMLTextAreaElement).value)}
      ></textarea>`,
    )}
    ${networkLine(state)}
    <p class="v-op-quiet" id="words-hint">
      ${left <= NEARLY ? t("left", { n: left }) : t("words_hint")}<span class="ds-sr-only"> ${t("words_keys")}</span>
    </p>
  </div>`;
}
