// Owns the tray: what goes to the caller, the ways on from here, and what is told for a few seconds.
import { type TemplateResult, html, nothing } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import { MOST_LISTED } from "../state.ts";
import { say, t, texted } from "../tongue.ts";
import { keyHint } from "./hint.ts";
import type { View } from "./acts.ts";

export function shortlist({ state, acts }: View): TemplateResult {
  const { list } = state;
  return html`<section class="v-op-list" aria-labelledby="list">
    <div class="v-op-list__head">
      <h2 class="v-op-title" id="list">${t("list")}</h2>
      <p class="v-op-quiet">${list.length}/${MOST_LISTED}</p>
    </div>
    ${list.length === 0
      ? html`<p class="v-op-quiet v-op-list__empty">${t("list_empty")}</p>`
      : html`<ol class="v-op-listed">
          ${repeat(
            list,
            (told) => told.offer.id,
            ({ offer }) => html`<li>
              <span class="v-op-listed__name">${texted(offer, "name", offer.name)}</span>
              <button
                class="v-op-remove"
                type="button"
                data-focus=${`remove:${offer.id}`}
                aria-label=${say("remove_name", { name: offer.name })}
                @click=${() => acts.unlist(offer.id)}
              >
                <span aria-hidden="true">×</span>
              </button>
            </li>`,
          )}
        </ol>`}
    ${state.notice === null
      ? nothing
      : // It was said to a screen reader already.
        html`<p class="v-op-notice" aria-hidden="true">${state.notice}</p>`}
    <div class="v-op-list__buttons">
      ${list.length === 0
        ? nothing
        : html`<button class="ds-button" type="button" data-focus="hand" @click=${() => acts.command({ do: "handover" })}>
            ${t("hand_over")} ${keyHint("Alt", "O")}
          </button>`}
      <button class="ds-button" type="button" data-variant="secondary" @click=${() => acts.command({ do: "missing" })}>
        ${t("was_missing")} ${keyHint("Alt", "M")}
      </button>
    </div>
  </section>`;
}
