// Owns the keys: one table that both the keyboard and the help sheet read. Must not know what a command does.

export type Finding = "topic" | "age" | "place" | "time_of_day" | "audience" | "format" | "language" | "corrections";

export type Command =
  | { do: "next_row" | "previous_row" | "choose" | "more" | "handover" | "missing" | "next" | "danger" }
  | { do: "words" | "numbers" | "municipality" | "help" | "shut" | "unanswer" }
  | { do: "answer"; at: number }
  | { do: "take_back"; finding: Finding };

/** The letter that takes a finding back, together with Alt. Letters that browsers need for themselves (D, E, F) are left alone. */
export const LETTERS: Readonly<Record<Finding, string>> = {
  topic: "T",
  age: "A",
  place: "S",
  time_of_day: "U",
  audience: "H",
  format: "P",
  language: "L",
  corrections: "R",
};

/** With Alt they work everywhere, also while somebody types. */
const ALT: Readonly<Record<string, Command>> = {
  V: { do: "more" },
  O: { do: "handover" },
  M: { do: "missing" },
  N: { do: "next" },
  K: { do: "municipality" },
  I: { do: "words" },
  G: { do: "numbers" },
  Z: { do: "unanswer" },
  X: { do: "danger" },
};

/** A row of the help sheet: the word for it, the keys, and whether it is for outside of text fields only. */
export interface Explained {
  readonly key: string;
  readonly keys: readonly (readonly string[])[];
}

export const SHEET: readonly Explained[] = [
  { key: "next_row", keys: [["↓"]] },
  { key: "previous_row", keys: [["↑"]] },
  { key: "choose", keys: [["Enter"]] },
  { key: "more", keys: [["Alt", "V"]] },
  { key: "handover", keys: [["Alt", "O"]] },
  { key: "answer", keys: [["Alt", "0–9"], ["0–9"]] },
  { key: "unanswer", keys: [["Alt", "Z"]] },
  ...Object.entries(LETTERS).map(([finding, letter]) => ({ key: finding, keys: [["Alt", letter]] })),
  { key: "numbers", keys: [["Alt", "G"]] },
  { key: "danger", keys: [["Alt", "X"]] },
  { key: "missing", keys: [["Alt", "M"]] },
  { key: "next", keys: [["Alt", "N"]] },
  { key: "municipality", keys: [["Alt", "K"]] },
  { key: "words", keys: [["Alt", "I"], ["/"], ["Esc"]] },
  { key: "help", keys: [["F1"], ["?"]] },
];

/** Keys that are one character and therefore can be turned off. */
export const isSingle = (keys: readonly string[]): boolean => keys.length === 1 && ["0–9", "/", "?"].includes(keys[0] ?? "");

export interface Where {
  /** Focus stands in something that takes text, or that letters mean something to. */
  readonly typing: boolean;
  /** Focus stands on something that arrows mean something to by themselves. */
  readonly takesArrows: boolean;
  /** The same for Enter. */
  readonly takesEnter: boolean;
  readonly dialog: boolean;
  readonly singleKeys: boolean;
}

const TYPED_INTO = "textarea, select, input:not([type=checkbox])";

export function whereIs(focused: Element | null, dialog: boolean, singleKeys: boolean): Where {
  const words = focused?.matches("textarea") ?? false;
  return {
    typing: focused?.matches(TYPED_INTO) ?? false,
    takesArrows: !words && (focused?.matches("select, input") ?? false),
    takesEnter: !words && (focused?.matches("a, button, select, input, summary") ?? false),
    dialog,
    singleKeys,
  };
}

/** The letter on the key: as the layout has it, else (Alt on a Mac writes signs) as the key stands on the board. */
function letterOf(event: KeyboardEvent): string {
  const typed = event.key.toUpperCase();
  return /^[A-Z]$/.test(typed) ? typed : /^Key[A-Z]$/.test(event.code) ? event.code.slice(3) : "";
}

const digitOf = (event: KeyboardEvent): number | null => {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  return digit === undefined ? null : Number(digit);
};

/** What a key means; `null` leaves it to the browser. */
export function commandOf(event: KeyboardEvent, where: Where): Command | null {
  // AltGr writes signs that people need.
  if (event.ctrlKey || event.metaKey || event.getModifierState("AltGraph") || event.isComposing) return null;
  if (event.altKey) return event.shiftKey ? null : withAlt(event, where.dialog);
  if (!where.dialog) return plain(event, where);
  return event.key === "Escape" ? { do: "shut" } : digit(event, where);
}

/** A dialog leaves only its own numbers, Escape and the next caller. */
function withAlt(event: KeyboardEvent, dialog: boolean): Command | null {
  const number = digitOf(event);
  if (number !== null) return { do: "answer", at: number };
  const letter = letterOf(event);
  if (dialog) return letter === "N" ? { do: "next" } : null;
  const finding = (Object.keys(LETTERS) as Finding[]).find((one) => LETTERS[one] === letter);
  return finding ? { do: "take_back", finding } : (ALT[letter] ?? null);
}

function plain(event: KeyboardEvent, where: Where): Command | null {
  if (event.key === "F1") return { do: "help" };
  if (event.key === "Escape") return { do: "words" };
  if (!where.takesArrows && !event.shiftKey) {
    if (event.key === "ArrowDown") return { do: "next_row" };
    if (event.key === "ArrowUp") return { do: "previous_row" };
  }
  if (!where.takesEnter && !event.shiftKey && event.key === "Enter") return { do: "choose" };
  if (where.typing || !where.singleKeys) return null;
  if (event.key === "?") return { do: "help" };
  return event.key === "/" ? { do: "words" } : digit(event, where);
}

function digit(event: KeyboardEvent, where: Where): Command | null {
  const number = where.typing || !where.singleKeys || event.shiftKey ? null : digitOf(event);
  return number === null ? null : { do: "answer", at: number };
}
