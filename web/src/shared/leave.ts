// Owns the quick exit: away at once, with nothing to come back to, on this page and on those before it that the browser keeps.
// Must not know what stands on the page.
import { all, one, wordless } from "./dom.ts";

const PRESSES = 3;
const WITHIN = 2000;

/**
 * Pages before this one may be kept whole, to be shown again at once by Back. Nothing may be stored to warn them, and no address
 * of theirs can be reached from here; but they hear this. A kept page that is spoken to is dropped by the browser and loaded anew,
 * without words; one that is kept all the same hears it when it wakes. It holds no word.
 */
const left = "BroadcastChannel" in globalThis ? new BroadcastChannel("veiviser-left") : null;

function empty(): void {
  all<HTMLInputElement | HTMLTextAreaElement>("input, textarea").forEach((field) => {
    if (field.type !== "checkbox" && field.type !== "radio") field.value = "";
  });
  document.body.replaceChildren();
}

/** Empties the page first: on a slow network the next one may be long in coming. */
function leave(href: string): void {
  left?.postMessage(null);
  empty();
  location.replace(href);
}

/** The link leaves, and so does Escape pressed three times. Without script the link is a link. */
export function quickExit(): void {
  const link = one<HTMLAnchorElement>("[data-exit]");
  if (!link) return;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave(link.href);
  });
  left?.addEventListener("message", () => {
    empty();
    location.replace(wordless());
  });
  let presses: number[] = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    presses = [...presses.filter((at) => event.timeStamp - at < WITHIN), event.timeStamp];
    if (presses.length >= PRESSES) leave(link.href);
  });
}
