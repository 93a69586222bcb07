// Owns danger: emergency numbers large, lines to talk to apart from them and first for whoever is not in danger now. Must not know how danger was heard.
import { type TemplateResult, html, nothing } from "lit/html.js";
import type { Line, Safety } from "../shared/answers.ts";
import { readable, tel } from "../shared/phone.ts";
import { outward } from "./offer.ts";
import { bare } from "./telling.ts";
import type { Voice } from "./voice.ts";

export function danger({ level, emergency, support }: Safety, voice: Voice, heading: number): TemplateResult {
  const { t } = voice;
  const group = (key: string, lines: readonly Line[], name: string) =>
    lines.length === 0
      ? nothing
      : html`<p class="kind" role="heading" aria-level=${heading + 1}>${t(key)}</p>
          <ul class=${name}>
            ${lines.map((one) => html`<li>${line(one, voice, lines === emergency)}</li>`)}
          </ul>`;
  const numbers = group("danger.numbers", emergency, "numbers");
  const lines = group("danger.lines", support, "lines");
  return html`<section class="danger" data-level=${level} aria-labelledby="danger">
    <p class="title" id="danger" role="heading" aria-level=${heading}>${t(`danger.${level}`)}</p>
    ${level === "emergency" ? [numbers, lines] : [lines, numbers]}
  </section>`;
}

/** So many of those who talk are said at once. */
const SAID = 3;

/** What a screen reader hears at once: that there is somebody, and the numbers; first who talks, for whoever is not in danger now. */
export function dangerSaid({ level, emergency, support }: Safety, { say }: Voice): string {
  const talk = level === "support" ? support.slice(0, SAID) : [];
  const lines = [...talk, ...emergency].map(({ name, number }) => (number ? `${readable(number)} ${bare(name, number)}` : name));
  return `${say(`danger.${level}`)} ${lines.join(", ")}.`;
}

function line({ name, number, url, open, hours, channel_name: channel }: Line, { t, told }: Voice, urgent: boolean): TemplateResult {
  const alone = number ? bare(name, number) : name;
  const page = url && /^https?:/.test(url) ? url : "";
  // That an emergency number always answers need not be said.
  const state = hours === "24/7" ? (urgent ? "" : "always") : open ? "line.open" : open === false ? "line.closed" : "";
  const way = number
    ? html`<a class="number" href=${tel(number)} target=${outward("tel:")}>${readable(number)}</a>
        <span>${told(alone)}${channel && html` <span class="small quiet">${told(channel)}</span>`}</span>`
    : page
      ? html`<a href=${page} rel="noopener noreferrer">${told(name)}</a>`
      : html`<span>${told(name)}</span>`;
  return html`${way}${state && html` <span class="small quiet">${t(state)}</span>`}`;
}
