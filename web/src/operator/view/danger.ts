// Owns danger: emergency numbers first and large, lines to talk to apart from them; and the one line that keeps the numbers in
// sight once those have been scrolled away.
import { type TemplateResult, html, nothing } from "lit/html.js";
import { readable, tel } from "../../shared/phone.ts";
import { safety } from "../state.ts";
import { say, t } from "../tongue.ts";
import { type Channelled, type View, lineName } from "./acts.ts";

export function danger({ state }: View): TemplateResult | typeof nothing {
  const told = safety(state);
  if (!told) return nothing;
  return html`<section class="v-op-danger" data-level=${told.level} data-color="danger" aria-labelledby="danger">
    <div class="v-op-danger__head">
      <h2 class="v-op-danger__title" id="danger">${t(`danger_${told.level}`)}</h2>
      <p>${t("danger_about", { topic: say(told.topic) })}</p>
    </div>
    <div class="v-op-danger__now">
      <h3 class="v-op-danger__group">${t("danger_now")}</h3>
      <ul class="v-op-danger__numbers">
        ${told.emergency.map((one) => line(one, one.hours !== "24/7"))}
      </ul>
    </div>
    ${told.support.length === 0
      ? nothing
      : html`<div class="v-op-danger__talk">
          <h3 class="v-op-danger__group">${t("danger_talk")}</h3>
          <ul class="v-op-danger__lines">
            ${told.support.map((one) => line(one, true))}
          </ul>
        </div>`}
  </section>`;
}

/**
 * The numbers again, small, for the eye alone: a screen reader has them above, and Tab goes there. Pressing one leaves focus
 * where it was, for a hidden thing must not take it. The line to talk to is shown where there is room.
 */
export function dangerLine({ state }: View): TemplateResult | typeof nothing {
  const told = safety(state);
  if (!told) return nothing;
  const talk = told.support.find((one) => one.open && one.number);
  return html`<div
    class="v-op-danger-line"
    data-color="danger"
    aria-hidden="true"
    @mousedown=${(event: Event) => event.preventDefault()}
  >
    <div class="v-op-danger-line__room">
      <div class="v-op-danger-line__row">
        <div class="v-op-danger-line__now">${told.emergency.map(inLine)}</div>
        ${talk ? html`<div class="v-op-danger-line__talk">${inLine(talk)}</div>` : nothing}
      </div>
    </div>
  </div>`;
}

const inLine = (one: Channelled): TemplateResult | typeof nothing =>
  one.number
    ? html`<span class="v-op-danger-line__one" ?data-short=${one.number.length <= 3}
        ><a tabindex="-1" href=${tel(one.number)}>${readable(one.number)}</a> <span>${lineName(one)}${one.channel_name ? " · " : ""}${channel(one)}</span></span
      >`
    : nothing;

const channel = ({ number, channel_name: name }: Channelled): TemplateResult | typeof nothing =>
  number && name ? html`<span class="v-op-line__channel">${name}</span>` : nothing;

/** That an emergency number always answers need not be said. */
const line = (one: Channelled, withHours: boolean): TemplateResult => html`<li class="v-op-line">
  ${one.number
    ? html`<a class="v-op-line__number" href=${tel(one.number)}>${readable(one.number)}</a>`
    : one.url
      ? html`<a class="v-op-line__link ds-link" href=${one.url} target="_blank" rel="noreferrer">${hostOf(one.url)}</a>`
      : nothing}
  ${channel(one)}
  <span class="v-op-line__name">${lineName(one)}</span>
  ${withHours ? html`<span class="v-op-line__open">${t(openKey(one))}</span>` : nothing}
</li>`;

const openKey = (one: Channelled): string => {
  if (one.hours === "24/7") return "open_always";
  return one.open === null ? "open_unknown" : one.open ? "open_now" : "closed";
};

const hostOf = (url: string): string => url.replace(/^https?:\/\/(www\.)?|\/$/g, "");
