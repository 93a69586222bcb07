// Owns the visitor's pages once script runs: the search answers as one types, the quick exit, copy and print.
// Must not know how an answer looks: the service writes it.
import script from "../../words/script.tsv";
import { one } from "../shared/dom.ts";
import { handOver, reveal } from "../shared/hand.ts";
import { quickExit } from "../shared/leave.ts";
import { quicken } from "../shared/quick.ts";
import { pageLang, speak } from "../shared/words.ts";

const say = speak(script, pageLang());
const form = one<HTMLFormElement>("#sok");
const answer = one("#svar");
const status = one("#status");

quickExit();
handOver(say);
if (form && answer && status) {
  quicken({ form, answer, status, say, shown: reveal, final: true });
}
