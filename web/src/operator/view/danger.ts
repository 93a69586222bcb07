// Owns danger: emergency numbers first and large, lines to talk to apart from them; the one line that keeps the numbers in
// sight once those have been scrolled away; and the calm line that is left of a danger that is none.
import { type TemplateResult, html, nothing } from "lit/html.js";
import type { Line, Safety } from "../../shared/answers.ts";
import { readable, tel } from "../../shared/phone.ts";
import { isAside, safety } from "../state.ts";
import { say, t } from "../tongue.ts";
import { keyHint } from "./hint.ts";
import { type Acts, type View, lineName } from "./acts.ts";

export function danger({ state, acts }: View): TemplateResult | typeof nothing {
  const told = safety(state);
  if (!told) return nothing;
  if (isAside(state)) return aside(told, acts);
  return html`<section class="v-op-danger" data-level=${told.level} data-color="danger" aria-labelledby="danger">
    <div class="v-op-danger__head">
      <h2 class="v-op-danger__title" id="danger">${t(`danger_${told.level}`)}</h2>
      ${asideButton(acts, "danger_none")}
      <p>${t("danger_about", { topic: say(told.topic) })}</p>
    </div>
    <div class="v-op-danger__now">
      <h3 class="v-op-danger__group">${t("danger_now")} ${keyHint("Alt", "G")}</h3>
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

const aside = ({ topic, emergency }: Safety, acts: Acts): TemplateResult => html`<section
  class="v-op-aside"
  aria-labelledby="danger"
>
  <h2 class="v-op-aside__title" id="danger">${t("danger_aside", { topic: say(topic) })}</h2>
  <ul class="v-op-aside__numbers" aria-label=${say("emergency")}>
    ${emergency.map(
      (one) => html`<li>
        ${one.number ? html`<a href=${tel(one.number)}>${readable(one.number)}</a>` : nothing}
        <span class=${one.number ? "ds-sr-only" : nothing}>${lineName(one)}</span>
      </li>`,
    )}
  </ul>
  ${asideButton(acts, "danger_again")}
</section>`;

/** One thing to focus on, there and back. */
const asideButton = (acts: Acts, label: string): TemplateResult => html`<button
  class="ds-button v-op-danger__aside"
  type="button"
  data-variant="tertiary"
  data-focus="aside"
  aria-keyshortcuts="Alt+X"
  @click=${() => acts.command({ do: "danger" })}
>
  ${t(label)} ${keyHint("Alt", "X")}
</button>`;

/**
 * The numbers again, small, for the eye alone: a screen reader has them above, and Tab goes there. Pressing one leaves focus
 * where it was, for a hidden thing must not take it. The line to talk to is shown where there is room.
 */
export function dangerLine({ state }: View): TemplateResult | typeof nothing {
  const told = safety(state);
  if (!told || isAside(state)) return nothing;
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

const inLine = (one: Line): TemplateResult | typeof nothing =>
  one.number
    ? html`<span class="v-op-danger-line__one" ?data-short=${one.number.length <= 3}
        ><a tabindex="-1" href=${tel(one.number)}>${readable(one.number)}</a> <span>${lineName(one)}${one.channel_name ? " · " : ""}${channel(one)}</span></span
      >`
    : nothing;

const channel = ({ number, channel_name: name }: Line): TemplateResult | typeof nothing =>
  number && name ? html`<span class="v-op-line__channel">${name}</span>` : nothing;

/** That an emergency number always answers need not be said. */
const line = (one: Line, withHours: boolean): TemplateResult => html`<li class="v-op-line">
  ${one.number
    ? html`<a class="v-op-line__number" href=${tel(one.number)}>${readable(one.number)}</a>`
    : one.url
      ? html`<a class="ds-link" href=${one.url} target="_blank" rel="noreferrer">${hostOf(one.url)}</a>`
      : nothing}
  <span class="v-op-line__who">
    <span class="v-op-line__name">${lineName(one)}</span> ${channel(one)}
    ${withHours ? html`<span class="v-op-line__open">${t(openKey(one))}</span>` : nothing}
  </span>
</li>`;

const openKey = (one: Line): string => {
  if (one.hours === "24/7") return "open_always";
  return one.open === null ? "open_unknown" : one.open ? "open_now" : "closed";
};

/** Where a page is can be read aloud; the way within it is for the link. */
const hostOf = (url: string): string => url.replace(/^https?:\/\/(www\.)?|[/?#].*$/g, "");
