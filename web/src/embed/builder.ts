// Owns the page that makes the line to paste: what is chosen becomes the line, and is seen live. Must not know how the element works.
import "./builder.css";
import words from "../../words/embed.tsv";
import script from "../../words/script.tsv";
import { all, one } from "../shared/dom.ts";
import { handOver } from "../shared/hand.ts";
import { send } from "../shared/send.ts";
import { pageLang, speak } from "../shared/words.ts";
import type { Lang } from "../shared/answers.ts";

interface Place {
  readonly number: string;
  readonly name: string;
  readonly slug: string;
}

const NARROWING = ["topic", "kind", "audience"] as const;
const PATHS = { topic: "topics", kind: "kinds", audience: "audiences" } as const;

const need = <T extends Element>(selector: string): T => {
  const found = one<T>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
};

const form = need<HTMLFormElement>("#bygg");
const built = need("#valgt");
const preview = need("#prov");
const choice = (name: string): string => need<HTMLSelectElement>(`#${name}`).value;
const places = (JSON.parse(need("#data").textContent ?? "{}") as { municipalities: Place[] }).municipalities;

/** What a form's choice is as attributes of the element, in the order in which a person reads them. */
function attributes(place: Place): Map<string, string> {
  const chosen = new Map([
    ["municipality", place.number],
    ["lang", choice("lang")],
  ]);
  for (const name of NARROWING) if (choice(name)) chosen.set(name, choice(name));
  if (need<HTMLInputElement>("#compact").checked) chosen.set("compact", "");
  return chosen;
}

const escaped = (text: string): string => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

/** The two lines and the link inside, as text. */
function lines(place: Place, chosen: Map<string, string>): { element: string; frame: string; link: string; href: string } {
  const lang = choice("lang") as Lang;
  const link = speak(words, lang)("link", { place: place.name });
  const href = `${location.origin}/${place.slug}?lang=${lang}`;
  const written = [...chosen].map(([name, value]) => (value ? ` ${name}="${escaped(value)}"` : ` ${name}`)).join("");
  const narrowed = new URLSearchParams([...chosen].filter(([name]) => name !== "municipality").map(([n, v]) => [n, v || "true"]));
  return {
    link,
    href,
    element: `<script type="module" src="${location.origin}/embed.js"></script><veiviser-sok${written}><a href="${escaped(href)}">${escaped(link)}</a></veiviser-sok>`,
    frame: `<iframe src="${escaped(`${location.origin}/embed/${place.slug}?${narrowed}`)}" title="${escaped(link)}" width="100%" height="640" loading="lazy" frameborder="0"></iframe>`,
  };
}

function show(): void {
  const place = places.find(({ number }) => number === choice("municipality"));
  built.toggleAttribute("hidden", !place);
  if (!place) return void preview.replaceChildren();
  const chosen = attributes(place);
  const { element, frame, link, href } = lines(place, chosen);
  need<HTMLTextAreaElement>("#linje").value = element;
  need<HTMLTextAreaElement>("#ramme").value = frame;
  let search = preview.querySelector("veiviser-sok");
  if (!search) {
    search = document.createElement("veiviser-sok");
    search.setAttribute("heading-level", "3");
    preview.append(search);
  }
  for (const name of [...NARROWING, "compact"]) if (!chosen.has(name)) search.removeAttribute(name);
  for (const [name, value] of chosen) search.setAttribute(name, value);
  const plain = document.createElement("a");
  plain.href = href;
  plain.textContent = link;
  search.replaceChildren(plain);
}

/** The service's own names of what there is to choose; without them the rest can be chosen all the same. */
async function fill(name: (typeof NARROWING)[number]): Promise<void> {
  const { items } = await send(
    `/v1/${PATHS[name]}?lang=${pageLang()}`,
    { credentials: "omit" },
    (answer) => answer.json() as Promise<{ items: { slug: string; label: string }[] }>,
  );
  const sorted = [...items].sort((a, b) => a.label.localeCompare(b.label, pageLang()));
  need(`#${name}`).append(...sorted.map(({ slug, label }) => new Option(label, slug)));
}

for (const line of all<HTMLTextAreaElement>(".v-line")) line.addEventListener("focus", () => line.select());
handOver(speak(script, pageLang()));
for (const live of all("[data-live]")) live.hidden = false;
form.dataset["quick"] = "";
form.addEventListener("change", show);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});
for (const name of NARROWING) fill(name).catch(() => one(`#${name}`)?.closest(".ds-field")?.remove());
show();
