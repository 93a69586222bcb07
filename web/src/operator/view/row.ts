// Owns one offer as it is told: name, number, open, who, what it asks, where, reach, freshness. Large for a step, dense for a hit.
import { type TemplateResult, html, nothing } from "lit/html.js";
import { sms, tel } from "../../shared/phone.ts";
import { when } from "../moment.ts";
import { type Way, freshness, openness, place, reasons, wayOf, who } from "../offer.ts";
import { type Row, isListed, isStep, placed } from "../state.ts";
import { say, t, texted, told } from "../tongue.ts";
import { keyHint } from "./hint.ts";
import type { View } from "./acts.ts";

/** Marks the button that puts a row on the list. */
export const addMark = (row: Row): string => `add:${row.offer.id}`;

export const rowId = (row: Row): string => `row-${row.offer.id}`;

export function offerRow(view: View, row: Row, isPicked: boolean): TemplateResult {
  const { offer } = row;
  const open = openness(row);
  const fresh = freshness(row);
  const step = isStep(row);
  const way = wayOf(row);
  return html`<article
    class="v-op-row"
    id=${rowId(row)}
    data-kind=${step ? "step" : "hit"}
    data-offer=${offer.id}
    aria-current=${isPicked ? "true" : "false"}
    aria-labelledby=${`name-${offer.id}`}
    @focusin=${() => isPicked || view.acts.pick(offer.id)}
  >
    <header class="v-op-row__head">
      <h3 class="v-op-row__name" id=${`name-${offer.id}`}>${texted(offer, "name", offer.name)}</h3>
      ${step && row.soonest ? html`<span class="v-op-tag">${t("soonest")}</span>` : nothing}
      ${listButton(view, row, isPicked)}
    </header>
    <p class="v-op-row__way">
      ${wayIn(way)}
      ${named(way, row)}
      <span class="v-op-open" data-open=${open.state}>${told(open.text)}</span>
      ${row.next_session ? html`<span class="v-op-row__next">${t("next_session", { when: when(row.next_session) })}</span>` : nothing}
    </p>
    ${open.fallback ? html`<p class="v-op-row__text">${t("fallback", { who: open.fallback })}</p>` : nothing}
    ${offer.summary ? html`<p class="v-op-row__text">${texted(offer, "summary", offer.summary)}</p>` : nothing}
    <dl class="v-op-facts">${facts(view, row)}</dl>
    <p class="v-op-row__fresh" ?data-old=${fresh.old}>${fresh.text}</p>
  </article>`;
}

/** The key adds and takes nothing away. Its room is kept beside the button, so that no row grows when the arrows come to it. */
function listButton({ state, acts }: View, row: Row, isPicked: boolean): TemplateResult {
  const listed = isListed(state, row.offer.id);
  const keyed = isPicked && !listed;
  return html`<span class="v-op-add-room">${keyed ? nothing : keyHint("Enter")}<button
    class="v-op-add ds-button"
    type="button"
    data-variant=${listed ? "primary" : "secondary"}
    data-size="sm"
    data-focus=${addMark(row)}
    ?data-listed=${listed}
    @click=${() => acts.toggle(row)}
  >
    <span aria-hidden="true">${listed ? "✓" : "+"}</span> ${t(listed ? "added" : "add")}<span class="ds-sr-only">
      ${row.offer.name}${listed ? `, ${say("take_off")}` : ""}</span
    >${keyed ? keyHint("Enter") : nothing}
  </button></span>`;
}

function named({ name }: Way, { offer }: Row): TemplateResult | typeof nothing {
  if (!name) return nothing;
  return html`<span class="v-op-way__name">${name.member ? texted(offer, name.member, name.text) : told(name.text)}</span>`;
}

function wayIn(way: Way): TemplateResult {
  const press = way.keypress ? html` <span class="v-op-way__press">${t("press", { n: way.keypress })}</span>` : nothing;
  switch (way.kind) {
    case "phone":
      return html`<a class="v-op-way v-op-way--number" href=${tel(way.value)}>${way.shown}</a>${press}`;
    case "sms":
      return html`<a class="v-op-way v-op-way--number" href=${sms(way.value)}>${way.shown}</a>`;
    case "email":
      return html`<a class="v-op-way ds-link" href=${`mailto:${way.value}`}>${way.shown}</a>`;
    case "link":
      return html`<a class="v-op-way ds-link" href=${way.value} target="_blank" rel="noreferrer">${way.shown}</a>`;
    case "words":
      return html`<span class="v-op-way">${told(way.shown)}</span>`;
  }
}

function facts({ state }: View, row: Row): readonly TemplateResult[] {
  const welcome = who(row.offer, state.labels);
  const nobodySaid = welcome === "" && row.asks.length === 0;
  const given: readonly (readonly [string, TemplateResult | string])[] = [
    ["who_and_asks", nobodySaid ? t("not_said") : ""],
    ["who", nobodySaid ? "" : welcome || t("not_said")],
    ["asks", nobodySaid ? "" : row.asks.length > 0 ? told(row.asks.join(", ")) : t("not_said")],
    ["reach", reachText(row, placed(state)?.name)],
    // Where one turns up stands in the way in already.
    ["where", row.action.value === place(row.offer) ? "" : place(row.offer)],
    ["why", told(reasons(row).join(" · "))],
  ];
  const known = given.filter(([key, value]) => value !== "" && !(key === "why" && row.why.length === 0));
  return known.map(([key, value]) => html`<div class="v-op-fact"><dt>${t(key)}</dt><dd>${value}</dd></div>`);
}

const reachText = (row: Row, municipality: string | undefined): TemplateResult | string =>
  row.reach === "local" && municipality ? municipality : t(`reach_${row.reach}`);
