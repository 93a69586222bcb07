// Owns "this was missing": one number says why, and what is counted stands there to be seen.
import { type TemplateResult, html, nothing } from "lit/html.js";
import { REASONS, needOf } from "../missing.ts";
import { placed } from "../state.ts";
import { t } from "../tongue.ts";
import { dialog } from "./dialog.ts";
import { keyHint } from "./hint.ts";
import type { View } from "./acts.ts";

export const missing = (view: View): TemplateResult => dialog(view, "missing", "missing", () => reasons(view));

function reasons({ state, acts }: View): TemplateResult {
  const need = needOf(state, "none_here");
  if (!need) return html`<p>${t("missing_no_place")}</p>`;
  const topics = (need.topics ?? []).map((slug) => state.labels[`topic:${slug}`] ?? slug);
  const counted = [placed(state)?.name, ...topics].filter(Boolean).join(" · ");
  return html`
    <p class="v-op-missing__what">
      ${t("missing_hint")}
      <strong>${counted}${need.age_band ? html` · ${t("age_band", { band: need.age_band })}` : nothing}</strong>
    </p>
    <ul class="v-op-options">
      ${REASONS.map(
        (why, at) => html`<li>
          <button
            class="v-op-option"
            type="button"
            aria-disabled=${state.missing === "sending" ? "true" : "false"}
            aria-keyshortcuts=${String(at + 1)}
            @click=${() => acts.missing(why)}
          >
            ${keyHint(String(at + 1))} <span class="v-op-option__text">${t(`why_${why}`)}</span>
          </button>
        </li>`,
      )}
    </ul>
    <p role="status" class="v-op-dialog__status">${state.missing === "failed" ? t("missing_failed") : nothing}</p>
  `;
}
