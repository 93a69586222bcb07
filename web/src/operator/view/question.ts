// Owns the next best question and which key gives which answer.
import { type TemplateResult, html, nothing } from "lit/html.js";
import type { Question } from "../../shared/answers.ts";
import { type Given, isUnknown, question as questionOf } from "../state.ts";
import { t, told } from "../tongue.ts";
import { keyHint } from "./hint.ts";
import type { View } from "./acts.ts";

type Option = Question["options"][number];

const KEYS = 9;
/** "I do not know" has a key of its own. */
const UNKNOWN = 0;

interface Keyed {
  readonly option: Option;
  readonly key: number | null;
}

function withKeys(question: Question): readonly Keyed[] {
  const answers = question.options.filter((option) => !isUnknown(option));
  const keyed = answers.map((option, at) => ({ option, key: at < KEYS ? at + 1 : null }));
  return [...keyed, ...question.options.filter(isUnknown).map((option) => ({ option, key: UNKNOWN }))];
}

/** The answer under a key. */
export function answerAt(question: Question, key: number): Given | null {
  const option = withKeys(question).find((one) => one.key === key)?.option;
  return option ? { about: question.about, label: option.label, params: option.params } : null;
}

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
      ${withKeys(asked).map(
        ({ option, key }) => html`<li>
          <button
            class="v-op-option"
            type="button"
            data-focus=${`option:${option.label}`}
            @click=${() => acts.give({ about: asked.about, label: option.label, params: option.params })}
          >
            ${key === null ? nothing : keyHint(String(key))}
            <span class="v-op-option__text">${told(option.label)}</span>
            <span class="v-op-quiet">${option.leaves}<span class="ds-sr-only"> ${t("leaves")}</span></span>
          </button>
        </li>`,
      )}
    </ul>
  </section>`;
}
