// Owns the GP's pages once script runs: the search answers as one types, the sheet's room, copy, print. Must not know how an
// answer looks.
import script from "../../words/script.tsv";
import { carryWords } from "../shared/carry.ts";
import { one } from "../shared/dom.ts";
import { handOver, reveal } from "../shared/hand.ts";
import { quicken } from "../shared/quick.ts";
import { pageLang, speak } from "../shared/words.ts";
import { watchRoom } from "./room.ts";

const say = speak(script, pageLang());
const form = one<HTMLFormElement>("#sok");
const answer = one("#svar");
const status = one("#status");
const words = one<HTMLInputElement>("#q");

handOver(say);
if (form && answer && status) {
  carryWords(form);
  watchRoom(answer);
  quicken({ form, answer, status, say, shown: reveal, leaves: () => words?.value.trim() === "" });
}
