// Owns the quick exit: away at once, with nothing to come back to. Must not know what stands on the page.
import { all, one } from "./dom.ts";

const PRESSES = 3;
const WITHIN = 2000;

/** Empties the page first: on a slow network the next one may be long in coming. */
function leave(href: string): void {
  all<HTMLInputElement | HTMLTextAreaElement>("input, textarea").forEach((field) => {
    if (field.type !== "checkbox" && field.type !== "radio") field.value = "";
  });
  document.body.replaceChildren();
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
  let presses: number[] = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    presses = [...presses.filter((at) => event.timeStamp - at < WITHIN), event.timeStamp];
    if (presses.length >= PRESSES) leave(link.href);
  });
}
