// Owns the column of offers: the steps of the plan, more hits, and what there is otherwise where those are few.
import { type TemplateResult, html, nothing } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import { type Row, hasMore, moreHits, otherwise, picked, placed, steps } from "../state.ts";
import { t } from "../tongue.ts";
import { alone } from "./alone.ts";
import { keyHint } from "./hint.ts";
import type { View } from "./acts.ts";
import { offerRow } from "./row.ts";

export function results(view: View): TemplateResult {
  const { state } = view;
  if (!state.answer) return state.network === "away" ? alone(state) : html`<p class="v-op-quiet">${t("loading")}</p>`;
  const hits = moreHits(state);
  const shown = steps(state).length + hits.length;
  const { total } = state.answer.search;
  const counted = t("hits_of", { shown: Math.min(shown, total), total });
  return html`
    ${state.municipality ? nothing : html`<p class="v-op-none">${t("municipality_why")}</p>`}
    ${shown === 0 ? nothingHere(view) : nothing}
    ${group(view, "plan", steps(state), nothing)} ${group(view, "hits", hits, counted)}
    ${hasMore(state) ? moreButton(view) : nothing}
    ${group(view, "otherwise", otherwise(state), nothing)}
  `;
}

const moreButton = ({ state, acts }: View): TemplateResult => html`<button
  class="ds-button v-op-more"
  type="button"
  data-variant="secondary"
  data-focus="more"
  aria-keyshortcuts="Alt+V"
  @click=${() => acts.command({ do: "more" })}
>
  ${t(state.further.asking ? "loading" : "more")} ${keyHint("Alt", "V")}
</button>`;

function nothingHere({ state }: View): TemplateResult {
  const place = placed(state)?.name;
  return html`<p class="v-op-none">${place ? t("nothing_here", { place }) : t("nothing")}</p>`;
}

function group(view: View, key: string, rows: readonly Row[], counted: unknown): TemplateResult | typeof nothing {
  if (rows.length === 0) return nothing;
  const chosen = picked(view.state)?.offer.id;
  return html`<section class="v-op-group" data-group=${key} aria-labelledby=${`group-${key}`}>
    <div class="v-op-section__head">
      <h2 class="v-op-title" id=${`group-${key}`}>${t(key)}</h2>
      ${counted === nothing ? nothing : html`<p class="v-op-quiet">${counted}</p>`}
    </div>
    <ul class="v-op-rows">
      ${repeat(
        rows,
        (row) => row.offer.id,
        (row) => html`<li>${offerRow(view, row, row.offer.id === chosen)}</li>`,
      )}
    </ul>
  </section>`;
}
