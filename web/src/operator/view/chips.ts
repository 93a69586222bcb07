// Owns what was understood and answered, shown so that each can be taken back.
import { type TemplateResult, html, nothing } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import { type Found, findings, turnedBy } from "../findings.ts";
import { LETTERS } from "../keys.ts";
import { t } from "../tongue.ts";
import { keyHint } from "./hint.ts";
import type { Acts, View } from "./acts.ts";

export function chips({ state, acts }: View): TemplateResult | typeof nothing {
  const found = findings(state);
  if (found.length + state.given.length === 0) return nothing;
  const last = state.given.at(-1);
  return html`<section class="v-op-section" aria-labelledby="understood">
    <div class="v-op-section__head">
      <h2 class="v-op-title" id="understood">${t("understood")}</h2>
      <p class="v-op-quiet v-op-keyboard">${t("understood_hint")}</p>
    </div>
    <ul class="v-op-chips">
      ${repeat(
        found,
        (one) => one.id,
        (one) => html`<li>${chip(one, turnedBy(one.finding, state).at(-1) === one.id, acts)}</li>`,
      )}
      ${repeat(
        state.given,
        (given) => `given:${given.about}`,
        (given) => html`<li>
          <button
            class="v-op-chip"
            type="button"
            data-focus=${`given:${given.about}`}
            aria-keyshortcuts=${given === last ? "Alt+Z" : nothing}
            @click=${() => acts.ungive(given.about)}
          >
            <span class="ds-sr-only">${t("take_back")}</span>
            <span class="v-op-chip__what">${t("chip_answer")}</span> <span class="v-op-chip__text">${given.label}</span>
            ${given === last ? keyHint("Z") : nothing}
          </button>
        </li>`,
      )}
    </ul>
  </section>`;
}

/** The letter stands on the one of several whose turn it is. */
function chip({ finding, id, text, ignored }: Found, keyed: boolean, acts: Acts): TemplateResult {
  return html`<button
    class="v-op-chip"
    type="button"
    data-finding=${finding}
    data-focus=${`chip:${id}`}
    ?data-ignored=${ignored}
    aria-keyshortcuts=${keyed ? `Alt+${LETTERS[finding]}` : nothing}
    @click=${() => acts.takeBack(id)}
  >
    <span class="ds-sr-only">${t(ignored ? "put_back" : "take_back")}</span>
    <span class="v-op-chip__what">${t(`chip_${finding}`)}</span>
    <span class="v-op-chip__text">${text} ${ignored ? t("not_used") : nothing}</span>
    ${keyed ? keyHint(LETTERS[finding]) : nothing}
  </button>`;
}
