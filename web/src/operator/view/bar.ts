// Owns the bar on top: the shift's municipality, help, the next caller.
import { type TemplateResult, html } from "lit/html.js";
import { guard } from "lit/directives/guard.js";
import type { Municipality } from "../state.ts";
import { t } from "../tongue.ts";
import { keyHint } from "./hint.ts";
import type { View } from "./acts.ts";

export function bar({ state, acts }: View, municipalities: readonly Municipality[]): TemplateResult {
  const chosen = state.municipality?.number ?? "";
  return html`
    <div class="v-op-place">
      <label class="v-op-place__label" for="municipality">${t("municipality")}</label>
      ${guard(
        [chosen],
        () => html`<select
          id="municipality"
          class="ds-input v-op-place__select"
          autocomplete="off"
          aria-keyshortcuts="Alt+K"
          @change=${(event: Event) => acts.municipality((event.target as HTMLSelectElement).value)}
        >
          <option value="" ?selected=${chosen === ""}>${t("municipality_none")}</option>
          ${municipalities.map(
            (one) => html`<option value=${one.number} ?selected=${one.number === chosen}>${one.name}</option>`,
          )}
        </select>`,
      )}
    </div>
    <div class="v-op-bar__buttons">
      <button class="ds-button" data-variant="tertiary" type="button" @click=${() => acts.command({ do: "help" })}>
        ${t("help")} ${keyHint("?")}
      </button>
      <button class="ds-button" data-variant="secondary" type="button" @click=${() => acts.command({ do: "next" })}>
        ${t("next")} ${keyHint("Alt", "N")}
      </button>
    </div>
  `;
}
