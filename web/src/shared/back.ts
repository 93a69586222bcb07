// Owns that Back finds an answer that a form was sent for, where the browser would ask for it with what was sent, and is refused.
// Must not know what was asked.
import { all, one } from "./dom.ts";

/** What the page's own address says is enough: the fields hold the words. Without script offers are opened beside the answer instead. */
export function findAgain(answer: HTMLElement): void {
  history.replaceState(null, "", location.href);
  for (const link of all<HTMLAnchorElement>("a[target]", answer)) {
    link.removeAttribute("target");
    one(".v-tab", link)?.remove();
  }
}
