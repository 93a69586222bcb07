// Owns danger: emergency numbers first and large, lines to talk to apart from them.
import { type TemplateResult, html, nothing } from "lit/html.js";
import type { Line } from "../../shared/answers.ts";
import { readable, tel } from "../../shared/phone.ts";
import { safety } from "../state.ts";
import { say, t } from "../tongue.ts";
import { type View, lineName } from "./acts.ts";

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

/** That an emergency number always answers need not be said. */
const line = (one: Line, withHours: boolean): TemplateResult => html`<li class="v-op-line">
  ${one.number
    ? html`<a class="v-op-line__number" href=${tel(one.number)}>${readable(one.number)}</a>`
    : one.url
      ? html`<a class="v-op-line__link ds-link" href=${one.url} target="_blank" rel="noreferrer">${hostOf(one.url)}</a>`
      : nothing}
  <span class="v-op-line__name">${lineName(one)}</span>
  ${withHours ? html`<span class="v-op-line__open">${t(openKey(one))}</span>` : nothing}
</li>`;

const openKey = (one: Line): string => {
  if (one.hours === "24/7") return "open_always";
  return one.open === null ? "open_unknown" : one.open ? "open_now" : "closed";
};

const hostOf = (url: string): string => url.replace(/^https?:\/\/(www\.)?|\/$/g, "");
