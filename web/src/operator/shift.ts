// Owns what the address and the title say: the shift's municipality and language, never a word of a caller.
import { all } from "../shared/dom.ts";
import type { Emergency, Municipality } from "./state.ts";

/** What the page was served with. */
export interface Served {
  readonly municipality: Municipality | null;
  readonly municipalities: readonly Municipality[];
  readonly emergency: readonly Emergency[];
}

export function served(): Served {
  const block = document.getElementById("data")?.textContent;
  const emergency = all<HTMLAnchorElement>(".v-op-footer__numbers a").map((link) => ({
    number: link.href.replace("tel:", ""),
    shown: link.textContent ?? "",
    name: link.nextSibling?.textContent?.trim() ?? "",
  }));
  if (!block) return { municipality: null, municipalities: [], emergency };
  const { municipality, municipalities } = JSON.parse(block) as Omit<Served, "emergency">;
  // Å comes last.
  const { compare } = new Intl.Collator("nb");
  return { municipality, municipalities: [...municipalities].sort((a, b) => compare(a.name, b.name)), emergency };
}

/** Puts the municipality in an address, and leaves of the rest only the language. */
function addressed(address: string, municipality: Municipality | null): string {
  const url = new URL(address, location.href);
  const lang = url.searchParams.get("lang");
  url.search = "";
  url.hash = "";
  if (municipality) url.searchParams.set("municipality", municipality.number);
  if (lang) url.searchParams.set("lang", lang);
  return url.pathname + url.search;
}

/** The address of the shift, in the place of the one that stands there: the history does not grow. */
export function showShift(municipality: Municipality | null): void {
  history.replaceState(null, "", addressed(location.href, municipality));
  document.title = municipality ? `Veiviser – ${municipality.name}` : "Veiviser";
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[hreflang]")) {
    link.setAttribute("href", addressed(link.getAttribute("href") ?? "", municipality));
  }
}
