// Owns the next best question and which key gives which answer.
import { type TemplateResult, html, nothing } from "lit/html.js";
import type { Question } from "../../shared/answers.ts";
import { type Given, isUnknown, question as questionOf } from "../state.ts";
import { t, told } from "../tongue.ts";
import { keyHint } from "./hint.ts";
import type { Acts, View } from "./acts.ts";

type Option = Question["options"][number];

/** The number keys that answers have; where there are more answers, the last one turns over to the next of them. */
const KEYS = 9;
/** "I do not know" has a key of its own. */
const UNKNOWN = 0;

interface Keyed {
  readonly key: number;
  readonly option: Option | "more";
}

/** What stands there now, each under its key. */
function keyed({ options }: Question, turns: number): readonly Keyed[] {
  const answers = options.filter((option) => !isUnknown(option));
  const unknown = options.filter(isUnknown).map((option) => ({ key: UNKNOWN, option }));
  const under = (shown: readonly Option[]) => shown.map((option, at) => ({ key: at + 1, option }));
  if (answers.length <= KEYS) return [...under(answers), ...unknown];
  const room = KEYS - 1;
  const from = (turns % Math.ceil(answers.length / room)) * room;
  return [...under(answers.slice(from, from + room)), { key: KEYS, option: "more" }, ...unknown];
}

/** What a key does; `null` where there is nothing under it. */
export const optionAt = (question: Question, turns: number, key: number): Keyed["option"] | null =>
  keyed(question, turns).find((one) => one.key === key)?.option ?? null;

export const givenBy = ({ about }: Question, { label, params }: Option): Given => ({ about, label, params });

export function question({ state, acts }: View): TemplateResult | typeof nothing {
  const asked = questionOf(state);
  if (!asked) return nothing;
  return html`<section class="v-op-section" aria-labelledby="ask">
    <div class="v-op-section__head">
      <h2 class="v-op-title" id="ask">${t("question")}</h2>
      <p class="v-op-quiet v-op-keyboard">${t("question_hint")}</p>
    </div>
    <p class="v-op-question">${told(asked.question)}</p>
    <ul class="v-op-options">
      ${keyed(asked, state.turns).map(
        ({ option, key }) => html`<li>${option === "more" ? turn(acts, key) : answer(acts, asked, option, key)}</li>`,
      )}
    </ul>
  </section>`;
}

const answer = (acts: Acts, asked: Question, option: Option, key: number): TemplateResult => html`<button
  class="v-op-option"
  type="button"
  data-focus=${`option:${option.label}`}
  @click=${() => acts.give(givenBy(asked, option))}
>
  ${keyHint(String(key))}
  <span class="v-op-option__text">${told(option.label)}</span>
  <span class="v-op-quiet">${option.leaves}<span class="ds-sr-only"> ${t("leaves")}</span></span>
</button>`;

const turn = (acts: Acts, key: number): TemplateResult => html`<button
  class="v-op-option"
  type="button"
  data-focus="more-answers"
  @click=${() => acts.turn()}
>
  ${keyHint(String(key))} <span class="v-op-option__text">${t("more_answers")}</span>
</button>`;
