// Owns that the page follows its answer: fields and what is wrong with them, parts that stand elsewhere, title and addresses.
// Must not know which fields and parts there are: the service names them.
import { all, one } from "./dom.ts";

interface Head {
  title: string;
  /** Where the page stands now; never with words in it. */
  address: string;
  /** Where its form is sent. */
  action: string;
  /** Where the name in the header leads. */
  home: string;
}

interface Told {
  /** `name=value` of each ticked box and button. */
  checked: string[];
  /** The fields that cannot be used. */
  wrong: string[];
  head: Head;
  [field: string]: unknown;
}

/** Puts a part of an answer in the place that it names; what says the same already is left alone, and so is its focus. */
export function put(part: HTMLTemplateElement): void {
  const place = document.getElementById(part.dataset["slot"] ?? "");
  if (place && place.innerHTML !== part.innerHTML) place.replaceChildren(part.content);
  part.remove();
}

export const spread = (answer: DocumentFragment): void => all<HTMLTemplateElement>("template[data-slot]", answer).forEach(put);

/** What is told at the fields, as one text for the ear. */
export const faults = (form: HTMLFormElement): string =>
  all("[id$='-wrong'] p", form)
    .map((told) => told.textContent?.trim())
    .join(" ");

/** The service tells in the answer how the page stands. The fields follow only a button: what is being written is left alone. */
export function follow(form: HTMLFormElement, answer: HTMLElement, pressed: boolean): void {
  const block = one("#felt", answer)?.textContent;
  if (!block) return;
  const told = JSON.parse(block) as Told;
  for (const field of all<HTMLInputElement>("input:not([type=hidden])", form)) {
    if (told.wrong.includes(field.name)) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    if (!pressed || answer.contains(field) || field === document.activeElement) continue;
    const value = told[field.name];
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = told.checked.includes(`${field.name}=${field.value}`);
    } else if (typeof value === "string") {
      field.value = value;
    }
  }
  lead(form, told.head);
}

/** Title, address and what links here are those of the place that is asked about now. */
function lead(form: HTMLFormElement, { title, address, action, home }: Head): void {
  document.title = title;
  form.setAttribute("action", action);
  one(".v-brand")?.setAttribute("href", home);
  one("meta[property='og:title']")?.setAttribute("content", title);
  const here = new URL(address, location.href);
  for (const link of all<HTMLLinkElement>("link[rel=canonical], link[rel=alternate][hreflang]")) {
    const known = new URL(link.href);
    known.pathname = here.pathname;
    link.href = known.href;
  }
  one("meta[property='og:url']")?.setAttribute("content", here.origin + here.pathname);
  if (here.href !== location.href) history.replaceState(null, "", here);
}
