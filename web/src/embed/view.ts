// Owns how the element looks as markup: the field, what is said of the network, the answer. Must not know how it is asked.
import { type TemplateResult, html, nothing } from "lit/html.js";
import type { Otherwise, Safety } from "../shared/answers.ts";
import { type Answer, ORIGIN } from "./asking.ts";
import { chips } from "./chips.ts";
import { danger } from "./danger.ts";
import { type Telling, offerEntry } from "./offer.ts";
import type { Settings } from "./settings.ts";
import type { Voice } from "./voice.ts";

/** What stands in the way of an answer. */
export type Trouble = "stutter" | "lost" | "refused";

export interface State {
  answer: Answer | null;
  /** Danger stands also where the rest of an answer did not come. */
  safety: Safety | null;
  busy: boolean;
  trouble: Trouble | null;
  /** Findings that were taken back, as `ignore` names them. */
  taken: readonly string[];
}

export interface Acts {
  typed(event: InputEvent): void;
  sent(event: SubmitEvent): void;
  more(): void;
  again(): void;
  opened(id: string): void;
  takeBack(id: string): void;
}

const LONGEST = 500;

export function view(state: State, settings: Settings, voice: Voice, acts: Acts): TemplateResult {
  const { t } = voice;
  const { answer, safety, busy, trouble, taken } = state;
  return html`<form role="search" aria-labelledby="label" @input=${acts.typed} @submit=${acts.sent} @compositionend=${acts.typed}>
      <label id="label" for="q">${t("q")}</label>
      <div class="row">
        <input
          id="q"
          type="search"
          maxlength=${LONGEST}
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          enterkeyhint="search"
          aria-describedby="hint"
        />
        <button class="go" type="submit"><span>${t("search")}</span></button>
      </div>
      <p class="small quiet" id="hint">${t("hint")}</p>
    </form>
    <p class="sr-only" role="status"></p>
    ${trouble && stumbling(trouble, answer !== null, voice, acts)}
    <div class="answer" aria-busy=${busy}>
      ${safety && danger(safety, voice, settings.level)} ${answer && found(answer, taken, settings, voice, acts)}
    </div>
    ${answer || safety ? onward(settings, voice, answer) : nothing}
    ${trouble && !answer && trouble !== "stutter" ? html`<slot>${onward(settings, voice)}</slot>` : nothing}`;
}

/** To the service itself; no word of what was typed goes along. A name of several has no page of its own. */
function onward({ municipality, lang }: Settings, { t }: Voice, answer: Answer | null = null): TemplateResult {
  const path = answer && answer.homes.length > 1 ? "" : encodeURIComponent(municipality.toLowerCase());
  return html`<p class="all">
    <a href=${`${ORIGIN}/${path}?lang=${lang}`} rel="noopener noreferrer">${t("all")}<span aria-hidden="true"> →</span></a>
  </p>`;
}

/** The network stutters, or what the page asks for cannot be. */
function stumbling(trouble: Trouble, before: boolean, { t }: Voice, acts: Acts): TemplateResult {
  return html`<div class="trouble">
    <p>${t(trouble === "lost" && before ? "lost.before" : trouble)}</p>
    ${trouble === "lost" ? html`<button type="button" @click=${acts.again}>${t("again")}</button>` : nothing}
  </div>`;
}

export const toldOf = ({ total }: Answer, { say }: Voice): string =>
  total === 0 ? say("told.none") : total === 1 ? say("told.one") : say("told", { n: total });

/** The one municipality that has none itself; empty where it has, or where several or none are asked about. */
const lacking = ({ homes, here }: Answer): string => (!here && homes.length === 1 && homes[0]?.name) || "";

/** The page's place that is not known here; whoever has written where they live needs not be told. */
const strange = ({ homes }: Answer, { unknown }: Settings): string => (homes.length === 0 ? unknown : "");

/** What a screen reader hears of an answer. */
export const answerSaid = (answer: Answer, settings: Settings, voice: Voice): string => {
  const [place, unknown] = [lacking(answer), strange(answer, settings)];
  const told = [toldOf(answer, voice), place && voice.say("honest", { place }), unknown && voice.say("strange", { place: unknown })];
  return told.filter(Boolean).join(". ");
};

/** Whoever lives in one of several with the same name may not see that the other's offers are among these. */
function severalHomes({ homes }: Answer, place: string, { t }: Voice): TemplateResult | typeof nothing {
  if (!place || homes.length < 2) return nothing;
  const which = homes.map(({ name, county }) => (county ? `${name} (${county})` : name)).join(", ");
  return html`<p class="several">${t("several", { place, which })}</p>`;
}

function found(
  answer: Answer,
  taken: readonly string[],
  settings: Settings,
  voice: Voice,
  acts: Acts,
): TemplateResult {
  const { t } = voice;
  const { compact, level, municipality } = settings;
  const { rows, labels, pages, plan, next } = answer;
  const telling: Telling = { voice, labels, pages, compact, level: level + 1, opened: acts.opened };
  const list = (told: typeof rows) => html`<ul class="offers">${told.map((row) => offerEntry(row, telling))}</ul>`;
  const shown = new Set(rows.map(({ offer }) => offer.id));
  const some = rows.length > 0;
  const group = ({ what, steps }: Otherwise) => {
    const left = steps.filter(({ offer }) => !shown.has(offer.id));
    if (left.length === 0) return nothing;
    const title = html`<p class="title" role="heading" aria-level=${level}>${t(`otherwise.${what}`)}</p>`;
    // Beside what fits, the rest is one line until somebody wants it.
    return some && what !== "front_door"
      ? html`<details><summary>${title}</summary>${list(left)}</details>`
      : html`<section>${title} ${list(left)}</section>`;
  };
  // Who has found something in a narrow place is not also shown the whole country.
  const others = compact && some ? plan.otherwise.filter(({ what }) => what === "front_door") : plan.otherwise;
  const place = lacking(answer);
  const unknown = strange(answer, settings);
  return html`${unknown ? html`<p class="strange">${t("strange", { place: unknown })}</p>` : nothing}
    ${severalHomes(answer, municipality, voice)}
    ${compact ? nothing : chips(answer, taken, municipality !== "", voice, acts.takeBack)}
    <section>
      <p class="title" role="heading" aria-level=${level} tabindex="-1" data-told>
        ${voice.told(toldOf(answer, voice))}
      </p>
      ${place ? html`<p class="honest">${t("honest", { place })}</p>` : nothing}
      ${some ? list(rows) : html`<p class="quiet">${t("told.instead")}</p>`}
      ${next === null ? nothing : html`<button type="button" class="more" @click=${acts.more}>${t("more")}</button>`}
    </section>
    ${others.map(group)}`;
}
