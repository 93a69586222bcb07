// Owns handing the list over: to read aloud, as an SMS, on paper, as a link and a code.
import { type TemplateResult, html, nothing } from "lit/html.js";
import type { Lang, Shortlist } from "../../shared/answers.ts";
import { dated } from "../moment.ts";
import { wayOf } from "../offer.ts";
import type { Handover } from "../state.ts";
import { say, t, texted } from "../tongue.ts";
import { dialog } from "./dialog.ts";
import { keyHint } from "./hint.ts";
import type { View } from "./acts.ts";

const LANGUAGES: readonly Lang[] = ["nb", "nn", "se", "en"];

/** In the order of their number keys. */
export const HANDOVER_KEYS = ["sms", "print", "link"] as const;

/** Sentences in Northern Sámi are not written yet and come in bokmål. */
export const spokenLang = (lang: Lang): Lang => (lang === "se" ? "nb" : lang);

export const handover = (view: View): TemplateResult => dialog(view, "handover", "handover", () => content(view));

function content(view: View): TemplateResult {
  const handing = view.state.handover;
  if (!handing) return html``;
  return html`
    ${languageChoice(view, handing)}
    <p role="status" class="v-op-dialog__status">${handing.step === "made" ? "" : t(`handover_${handing.step}`)}</p>
    ${handing.made ? made(view, handing, handing.made) : handing.step === "failed" ? withoutList(view, handing) : nothing}
  `;
}

const copied = ({ copied: copy }: Handover) => (copy ? t(copy.done ? "copied" : "not_copied") : "");

const languageChoice = ({ acts }: View, handing: Handover): TemplateResult => html`<div class="v-op-caller-lang">
  <label for="caller-lang">${t("caller_language")}</label>
  <select
    id="caller-lang"
    class="ds-input"
    autocomplete="off"
    @change=${(event: Event) => acts.handOver((event.target as HTMLSelectElement).value as Lang)}
  >
    ${LANGUAGES.map((one) => html`<option value=${one} ?selected=${one === handing.lang}>${t(`lang_${one}`)}</option>`)}
  </select>
</div>`;

/** The numbers stand in the list already: a lost network does not leave a caller without them. */
const withoutList = ({ state, acts }: View, handing: Handover): TemplateResult => html`
  <ul class="v-op-aloud">
    ${state.list.map(
      (told) => html`<li>
        <strong>${texted(told.offer, "name", told.offer.name)}</strong> ${wayOf(told).shown}
      </li>`,
    )}
  </ul>
  <button class="ds-button" type="button" @click=${() => acts.handOver(handing.lang)}>${t("try_again")}</button>
`;

function made({ acts }: View, handing: Handover, list: Shortlist): TemplateResult {
  const lang = spokenLang(list.lang);
  const { sms } = list;
  const parts = sms.parts === 1 ? "sms_parts_one" : "sms_parts";
  return html`
    <div class="v-op-handing">
      <section aria-labelledby="aloud">
        <h3 class="v-op-title" id="aloud">${t("aloud")}</h3>
        <div class="v-op-aloud" lang=${lang}>${list.aloud.split("\n").map((line) => html`<p>${spoken(line)}</p>`)}</div>
      </section>
      <div class="v-op-handing__ways">
        <section aria-labelledby="sms">
          <div class="v-op-section__head">
            <h3 class="v-op-title" id="sms">${t("sms")}</h3>
            <p class="v-op-quiet">${t(parts, { parts: sms.parts, n: sms.units })}</p>
          </div>
          <p class="v-op-sms" lang=${lang}>${sms.text}</p>
          ${sms.entries < list.many
            ? html`<p class="v-op-quiet">${t("sms_some", { n: sms.entries, all: list.many })}</p>`
            : nothing}
        </section>
        ${list.link ? linked(list, list.link) : html`<p class="v-op-quiet">${t("link_from_three")}</p>`}
      </div>
    </div>
    <div class="v-op-handing__buttons">
      ${button("copy_sms", "1", "primary", () => acts.copy("sms"))} ${button("print", "2", "secondary", () => acts.print())}
      ${list.link ? button("copy_link", "3", "secondary", () => acts.copy("link")) : nothing}
      <p role="status" class="v-op-dialog__status">${copied(handing)}</p>
    </div>
  `;
}

const linked = (list: Shortlist, link: string): TemplateResult => html`<section class="v-op-link" aria-labelledby="link">
  <img class="v-op-qr" src=${qrOf(link)} alt=${say("qr")} width="128" height="128" />
  <div>
    <h3 class="v-op-title" id="link">${t("link")}</h3>
    <p><a class="ds-link v-op-link__text" href=${link} target="_blank" rel="noreferrer">${link}</a></p>
    ${list.expires ? html`<p class="v-op-quiet">${t("link_until", { date: dated(list.expires) })}</p>` : nothing}
  </div>
</section>`;

const button = (label: string, key: string, variant: string, act: () => void): TemplateResult => html`<button
  class="ds-button"
  type="button"
  data-variant=${variant}
  aria-keyshortcuts=${key}
  @click=${act}
>
  ${t(label)} ${keyHint(key)}
</button>`;

/** The code of a list's or an offer's page lies under the page. */
export const qrOf = (link: string): string => `${new URL(link).pathname}/qr.svg`;

/** The name before the colon stands out, so that the eye finds the next one while the voice reads. */
function spoken(line: string): TemplateResult | string {
  // A number is never broken across lines.
  const whole = line.replace(/(\d) (?=\d)/g, "$1\u00a0");
  const at = whole.indexOf(": ");
  return at < 0 ? whole : html`<strong>${whole.slice(0, at)}</strong>${whole.slice(at)}`;
}
