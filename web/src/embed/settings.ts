// Owns what the attributes mean. Must not know what is done with it.
import type { Lang, Params } from "../shared/answers.ts";

export const ATTRIBUTES = ["municipality", "lang", "topic", "kind", "audience", "compact", "color-scheme", "heading-level"];

export interface Settings {
  readonly lang: Lang;
  readonly municipality: string;
  /** A municipality that the page names and the service does not know; else empty. */
  readonly unknown: string;
  /** Set so narrow that there is something to show before anything is typed. */
  readonly narrowed: boolean;
  readonly compact: boolean;
  readonly level: number;
  /** What goes along with every question. */
  readonly params: Params;
}

/** `nb-NO` is nb, `no` too; a language that we do not speak is nothing. */
function known(tag: string | null | undefined): Lang | null {
  const [, lang = ""] = /^(nb|nn|no|se|en)(?:-|$)/i.exec(tag ?? "") ?? [];
  return lang ? ((lang.toLowerCase() === "no" ? "nb" : lang.toLowerCase()) as Lang) : null;
}

const NARROWING = ["topic", "kind", "audience"];
const narrows = (params: Params): boolean => NARROWING.some((name) => name in params);

export function read(element: HTMLElement): Settings {
  const text = (name: string): string => element.getAttribute(name)?.trim() ?? "";
  const around = element.parentElement?.closest("[lang]")?.getAttribute("lang");
  const lang = known(element.getAttribute("lang")) ?? known(around) ?? "nb";
  const municipality = text("municipality");
  const params: Params = { lang };
  if (municipality) params["municipality"] = municipality;
  for (const name of NARROWING) {
    const values = text(name).split(/[\s,]+/).filter(Boolean);
    if (values.length > 0) params[name] = values;
  }
  const level = Number(text("heading-level"));
  return {
    lang,
    municipality,
    unknown: "",
    params,
    narrowed: narrows(params),
    compact: element.hasAttribute("compact"),
    level: level >= 1 && level <= 5 ? level : 2,
  };
}

/** As if the page had not set these: better an answer that is too wide than none. */
export function without(settings: Settings, names: readonly string[]): Settings {
  const params = Object.fromEntries(Object.entries(settings.params).filter(([name]) => !names.includes(name)));
  const placeless = names.includes("municipality") && { municipality: "", unknown: settings.municipality };
  return { ...settings, ...placeless, params, narrowed: narrows(params) };
}
