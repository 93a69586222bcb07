// Owns what the words were taken to mean, as buttons that take it back. Must not know how it is asked anew.
import { type TemplateResult, html, nothing } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import type { Understood } from "../shared/answers.ts";
import type { Answer } from "./asking.ts";
import { lower, upper, years } from "./telling.ts";
import type { Voice } from "./voice.ts";

interface Chip {
  /** As `ignore` names it. */
  readonly id: string;
  readonly text: string;
}

/** The surest topics; more would be guesses that nobody reads. */
const TOPICS = 3;

/** `taken` is what was taken back: it is gone before the answer without it comes. */
export function chips(
  answer: Answer,
  taken: readonly string[],
  placed: boolean,
  voice: Voice,
  take: (id: string) => void,
): TemplateResult | typeof nothing {
  const found = chipsOf(answer, placed, voice).filter(({ id, text }) => text && !taken.includes(id));
  if (found.length === 0) return nothing;
  const { t, told } = voice;
  return html`<section class="chips" aria-labelledby="understood">
    <p class="small quiet" id="understood">${t("understood")}</p>
    <ul>
      ${repeat(
        found,
        ({ id }) => id,
        ({ id, text }) => html`<li>
          <button type="button" data-drop=${id} @click=${() => take(id)}>
            <span class="sr-only">${t("drop")}: </span>${told(text)} <span aria-hidden="true">×</span>
          </button>
        </li>`,
      )}
    </ul>
  </section>`;
}

/** A place in the words says nothing where the page has set one. */
function chipsOf({ plan: { understood }, topics, labels }: Answer, placed: boolean, voice: Voice): readonly Chip[] {
  const { age, audiences, place, time_of_day: part, weekday, hurry } = understood;
  const named = (labels: Answer["labels"], slug: string) => lower(labels[slug] ?? slug);
  const places = place?.name ?? [...new Set(place?.candidates?.map(({ name }) => name))].join(" / ");
  const times = [part && voice.say(`part.${part}`), weekday && voice.say(`day.${weekday}`), hurry && voice.say("hurry")];
  return [
    ...understood.topics.slice(0, TOPICS).map((slug) => ({
      id: `topic:${slug}`,
      text: voice.say("chip.topic", { what: named(topics, slug) }),
    })),
    { id: "age", text: aged(age, voice) },
    { id: "audiences", text: upper(audiences.map((slug) => named(labels, slug)).join(", ")) },
    { id: "place", text: places && !placed ? voice.say("chip.place", { what: places }) : "" },
    { id: "time_of_day", text: upper(times.filter(Boolean).join(", ")) },
  ];
}

const aged = (age: Understood["age"], voice: Voice): string =>
  typeof age === "number" ? voice.say("chip.age", { n: age }) : age ? upper(years(age, voice)) : "";
