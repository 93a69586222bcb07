// Owns the line that says that the network stutters. Must not know what was asked.
import { announce } from "./dom.ts";
import type { Speaker } from "./words.ts";

export interface Stutter {
  /** Another try is under way. */
  slow(): void;
  /** No more tries: what is there is from before, and a button asks again. */
  lost(again: () => void): void;
  over(): void;
}

export function stutterLine(before: HTMLElement, status: HTMLElement, say: Speaker): Stutter {
  const line = document.createElement("p");
  line.className = "v-stutter";
  line.hidden = true;
  before.before(line);
  const show = (key: "stutter" | "lost") => {
    const text = document.createElement("span");
    text.lang = say.spokenIn(key);
    text.textContent = say(key);
    line.replaceChildren(text);
    line.hidden = false;
    announce(status, say(key));
  };
  return {
    slow: () => show("stutter"),
    lost(again) {
      show("lost");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "ds-button";
      button.dataset["variant"] = "secondary";
      button.textContent = say("again");
      button.addEventListener("click", again);
      line.append(button);
    },
    over() {
      line.hidden = true;
      line.replaceChildren();
    },
  };
}
