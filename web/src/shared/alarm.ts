// Owns what is said at once of danger, and that it is said once: not again with every key. Must not know how it was heard.
import { all, one } from "./dom.ts";

/** So many of those who talk are said; who wants more of them reads on. */
const SAID = 3;

const spoken = (parts: Element[]): string => parts.map((part) => part.textContent?.trim()).join(" ");

/** The heading, then lines with number and name. Whoever is not in danger now hears first who talks. */
function told(bar: HTMLElement): string {
  const talk = bar.dataset["level"] === "support" ? all(".v-danger__lines:not(.v-danger__lines--emergency) li", bar) : [];
  const lines = [...talk.slice(0, SAID), ...all(".v-danger__lines--emergency li", bar)];
  const named = lines.map((line) => spoken(all(":scope > :not(.v-hours)", line)));
  return `${spoken(all("h2", bar))} ${named.join(", ")}`.trim();
}

export function warn(): void {
  const [alarm, bar] = [one("#alarm"), one(".v-danger")];
  const text = bar ? told(bar) : "";
  if (alarm && alarm.textContent !== text) alarm.textContent = text;
}
