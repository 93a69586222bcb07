// Owns the help sheet, made from the table of keys, and the switch for keys of one character.
import { type TemplateResult, html, nothing } from "lit/html.js";
import { SHEET, isSingle } from "../keys.ts";
import { t } from "../tongue.ts";
import { dialog } from "./dialog.ts";
import type { View } from "./acts.ts";

export const help = (view: View): TemplateResult => dialog(view, "help", "help_title", () => sheet(view));

const sheet = ({ state, acts }: View): TemplateResult => html`
  <p>${t("help_field")}</p>
  <dl class="v-op-sheet">
    ${SHEET.map(
      ({ key, keys }) => html`<div>
        <dt>
          ${keys.map(
            (one) => html`<span class="v-op-sheet__keys" ?data-off=${isSingle(one) && !state.singleKeys}>
              ${one.map((part) => html`<kbd class="v-op-key">${part}</kbd>`)}
              ${isSingle(one) ? html`<span class="v-op-quiet">${t("help_outside")}</span>` : nothing}
            </span>`,
          )}
        </dt>
        <dd>${t(`key_${key}`)}</dd>
      </div>`,
    )}
  </dl>
  <label class="v-op-switch">
    <input
      class="ds-input"
      type="checkbox"
      autocomplete="off"
      .checked=${state.singleKeys}
      @change=${(event: Event) => acts.singleKeys((event.target as HTMLInputElement).checked)}
    />
    ${t("help_single")}
  </label>
  <p class="v-op-quiet">${t("help_stored")}</p>
`;
