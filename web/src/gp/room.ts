// Owns how many offers the patient's sheet takes: one too many is refused, none makes no sheet. Must not know the offers.
import { all, one } from "../shared/dom.ts";

/** The note stands where one looks: at what was pressed. */
function note(form: HTMLFormElement, what: "full" | "none", at: Element): void {
  const line = one(".v-gp__full", form);
  if (!line) return;
  at.after(line);
  line.hidden = false;
  // Anew, so that the same words are heard again.
  line.textContent = "";
  line.textContent = line.dataset[what] ?? "";
}

const chosen = (form: HTMLFormElement): number => all("input[name=tilbud]:checked", form).length;

/** One listener for every answer that comes. */
export function watchRoom(answer: HTMLElement): void {
  answer.addEventListener("change", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.name !== "tilbud" || !box.form) return;
    const line = one(".v-gp__full", box.form);
    if (line) line.hidden = true;
    if (!box.checked || chosen(box.form) <= Number(box.form.dataset["room"])) return;
    box.checked = false;
    note(box.form, "full", box.closest(".ds-field") ?? box);
  });
  answer.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset["room"] === undefined || chosen(form) > 0) return;
    event.preventDefault();
    note(form, "none", event.submitter?.parentElement ?? form);
  });
}
