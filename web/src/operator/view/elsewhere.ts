// Owns the offer to search where the caller lives when that is not the shift's municipality, and what says that one does.
import { type TemplateResult, html, nothing } from "lit/html.js";
import { named, nextPlace, turnsPlace } from "../elsewhere.ts";
import { LETTERS } from "../keys.ts";
import type { Municipality } from "../state.ts";
import { t } from "../tongue.ts";
import { keyHint } from "./hint.ts";
import type { View } from "./acts.ts";

export function elsewhere(view: View): TemplateResult | typeof nothing {
  const { state } = view;
  if (!turnsPlace(state)) return nothing;
  const now = state.elsewhere;
  const all = named(state);
  const told = all.find(({ number }) => number === now?.number)?.told ?? now?.name ?? "";
  return html`<div class="v-op-elsewhere" data-elsewhere=${now?.number ?? ""}>
    ${now ? html`<p class="v-op-elsewhere__now">${t("this_call", { place: told })}</p>` : nothing}
    ${all.map((one) => (one.number === now?.number ? nothing : button(view, one, t("elsewhere", { place: one.told }))))}
    ${now ? button(view, null, t("to_shift", { place: state.municipality?.name ?? "" })) : nothing}
  </div>`;
}

/** The key stands on where it goes next. */
function button({ state, acts }: View, to: Municipality | null, label: unknown): TemplateResult {
  const next = (nextPlace(state)?.number ?? "") === (to?.number ?? "");
  return html`<button
    class="ds-button v-op-elsewhere__go"
    type="button"
    data-variant=${to && !state.elsewhere ? "primary" : "secondary"}
    data-focus=${`elsewhere:${to?.number ?? ""}`}
    aria-keyshortcuts=${next ? `Alt+${LETTERS.place}` : nothing}
    @click=${() => acts.elsewhere(to)}
  >
    ${label} ${next ? keyHint("Alt", LETTERS.place) : nothing}
  </button>`;
}
