// Owns where one is taken by the answer to a question sent by hand: danger, else the field that cannot be used, else the count.
// Must not know what was asked. The view jumps, for there is no motion that somebody could not bear.
import { all, one } from "./dom.ts";

/** The field at which something is told. */
function faulty(form: HTMLFormElement): HTMLElement | null {
  const told = all("[id$='-wrong']", form).find((place) => place.childElementCount > 0);
  return told ? one(`[aria-describedby~="${told.id}"]`, form) : null;
}

/** Focus goes along, so that whoever hears the page reads on from there, and a telephone's keyboard gives the room back. */
export function arrive(form: HTMLFormElement, answer: HTMLElement): void {
  const danger = one(".v-danger");
  const heading = danger ? one("h2", danger) : one("[data-told]", answer);
  const field = danger ? null : faulty(form);
  if (field || !heading) {
    (field ?? one("input[type=search]", form))?.focus();
    return;
  }
  heading.focus({ preventScroll: true });
  (danger ?? heading).scrollIntoView();
}
