// Owns how long a danger stands while one types: what is newly heard at once; what stands goes, or gives way to less, never in the
// midst of a word. Must not know what is told of it, nor how it was heard.
import { one } from "./dom.ts";
import { put } from "./follow.ts";

export interface Stand {
  /** Takes out of an answer what has to wait. `last`: nobody is in the midst of writing what it answers. */
  hear(answer: DocumentFragment, last: boolean): void;
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
    hear(answer, last) {
      const heard = one<HTMLTemplateElement>("template[data-slot=varsel]", answer);
      if (last || !place || !heard || level(heard.content) >= level(place)) return;
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
