// Owns how long a danger stands while one types: what half a word says waits until the word is whole or the typing rests; what stands
// goes, or gives way to less, only then. Must not know what is told of it, nor how it was heard.
import { one } from "./dom.ts";
import { put } from "./follow.ts";

export interface Stand {
  /** Takes out of an answer what has to wait. `last`: nobody is writing what it answers any more. `half`: its last word may go on. */
  hear(answer: DocumentFragment, last: boolean, half: boolean): void;
  /** The writing rests: what waited is told now. */
  rest(): void;
  /** Something else is asked: what waited answers nothing any more. */
  drop(): void;
}

const LEVELS: readonly (string | undefined)[] = [undefined, "support", "emergency"];

const level = (within: ParentNode): number => LEVELS.indexOf(one(".v-danger", within)?.dataset["level"]);

export function stand(): Stand {
  const place = one("#varsel");
  let waiting: HTMLTemplateElement | null = null;
  return {
    hear(answer, last, half) {
      const heard = one<HTMLTemplateElement>("template[data-slot=varsel]", answer);
      if (last || !place || !heard) return;
      const more = level(heard.content) - level(place);
      if (more === 0 || (more > 0 && !half)) return;
      heard.remove();
      waiting = heard;
    },
    rest() {
      if (waiting) put(waiting);
      waiting = null;
    },
    drop() {
      waiting = null;
    },
  };
}
