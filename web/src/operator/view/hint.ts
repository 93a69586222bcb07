// Owns how a key is shown beside what it does. The help sheet says the same in words, so a hint is not read aloud.
import { type TemplateResult, html } from "lit/html.js";

export const keyHint = (...keys: readonly string[]): TemplateResult =>
  html`<span class="v-op-hint" aria-hidden="true">${keys.map((key) => html`<kbd class="v-op-key">${key}</kbd>`)}</span>`;
