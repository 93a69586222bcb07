// Owns which offers stay chosen for the patient's sheet from one answer to the next: in this page's memory alone, and no longer than
// the patient is here. Must not know the offers, nor how many a sheet takes.
import { all, one } from "../shared/dom.ts";

const isChoice = (field: EventTarget | null): field is HTMLInputElement =>
  field instanceof HTMLInputElement && field.name === "tilbud";

/** An offer's name as it stands on its card, or where it is kept. */
const nameOf = (box: HTMLInputElement): Node =>
  (box.closest("[data-offer]")?.querySelector("h3 a") ?? box.labels?.[0] ?? box).cloneNode(true);

/** A choice that is not among the offers below; to be taken off like any other. */
function field(code: string, name: Node): HTMLElement {
  const box = document.createElement("input");
  Object.assign(box, { className: "ds-input", type: "checkbox", id: `ta-${code}`, name: "tilbud", value: code, checked: true });
  const label = document.createElement("label");
  label.className = "ds-label";
  label.dataset["weight"] = "regular";
  label.htmlFor = box.id;
  label.append(...name.cloneNode(true).childNodes);
  const whole = document.createElement("div");
  whole.className = "ds-field v-gp__take";
  whole.append(box, label);
  return whole;
}

/** What tells one patient from the next. */
function patient(): { code: string; place: string; words: string } {
  const written = (id: string): string => one<HTMLInputElement>(id)?.value.replace(/\s/g, "").toUpperCase() ?? "";
  return { code: written("#icpc2"), place: written("#municipality"), words: written("#q") };
}

/** Another code, another municipality, words that were emptied: somebody else. Other words are the same patient's. */
const another = (was: ReturnType<typeof patient>, now: typeof was): boolean =>
  (was.code !== "" && now.code !== was.code) ||
  (was.place !== "" && now.place !== was.place) ||
  (was.words !== "" && now.words === "");

/** To be called when a new answer stands there. */
export function keepChosen(answer: HTMLElement): () => void {
  const chosen = new Map<string, Node>();
  let [asked, handed] = [patient(), false];
  answer.addEventListener("change", ({ target }) => {
    if (!isChoice(target)) return;
    if (target.checked) chosen.set(target.value, nameOf(target));
    else chosen.delete(target.value);
  });
  answer.addEventListener("submit", (event) => {
    handed = !event.defaultPrevented;
  });
  // WebKit takes the ticks off a kept page as it shows it again.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    setTimeout(() => {
      for (const box of all<HTMLInputElement>("input[name=tilbud]", answer)) box.checked = chosen.has(box.value);
    });
  });
  return () => {
    const now = patient();
    // Whose sheet is made goes.
    if (handed || another(asked, now)) chosen.clear();
    [asked, handed] = [now, false];
    const boxes = new Map(all<HTMLInputElement>("input[name=tilbud]", answer).map((box) => [box.value, box]));
    const kept = one("[data-kept]", answer);
    for (const [code, name] of chosen) {
      const box = boxes.get(code);
      if (box) box.checked = true;
      else kept?.append(field(code, name));
    }
    if (kept) kept.hidden = [...chosen.keys()].every((code) => boxes.has(code));
  };
}
