// Owns that the fields above an answer follow it: a chip taken back unticks its filter. Must not know which fields there are.
import { all, one } from "./dom.ts";

interface Fields {
  /** `name=value` of each ticked box and button. */
  checked: string[];
  [name: string]: string | string[];
}

/** The service tells in the answer how the fields stand; a field that is being written in is left alone. */
export function follow(form: HTMLFormElement, answer: HTMLElement): void {
  const block = one("#felt", answer)?.textContent;
  if (!block) return;
  const fields = JSON.parse(block) as Fields;
  for (const field of all<HTMLInputElement>("input", form)) {
    if (answer.contains(field) || field === document.activeElement) continue;
    const told = fields[field.name];
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = fields.checked.includes(`${field.name}=${field.value}`);
    } else if (typeof told === "string") {
      field.value = told;
    }
  }
}
