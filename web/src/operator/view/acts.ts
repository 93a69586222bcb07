// Owns what can be done from the page, by name. Must not know how it is done.
import type { Lang, Line, Need } from "../../shared/answers.ts";
import type { Command } from "../keys.ts";
import type { Given, Municipality, Row, State } from "../state.ts";

export interface Acts {
  typed(words: string): void;
  command(command: Command): void;
  takeBack(...findings: readonly string[]): void;
  turn(): void;
  give(given: Given): void;
  ungive(about: string): void;
  pick(id: string): void;
  toggle(row: Row): void;
  unlist(id: string): void;
  municipality(number: string): void;
  elsewhere(to: Municipality | null): void;
  singleKeys(on: boolean): void;
  shut(): void;
  handOver(to: Lang): void;
  copy(what: "sms" | "link"): void;
  print(): void;
  missing(why: Need["why"]): void;
}

export interface View {
  readonly state: State;
  readonly acts: Acts;
}

/** A line's name without the number in it, which stands beside it. */
export const lineName = (line: Line): string =>
  line.number ? line.name.replace(line.number, "").replace(/^[\s–-]+|[\s–-]+$/g, "") : line.name;
