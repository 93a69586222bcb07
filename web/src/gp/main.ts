// Owns the GP's pages once script runs: the search answers as one types, what is chosen for the sheet and its room, copy, print.
// Must not know how an answer looks.
import script from "../../words/script.tsv";
import { one } from "../shared/dom.ts";
import { handOver, reveal } from "../shared/hand.ts";
import { quicken } from "../shared/quick.ts";
import { pageLang, speak } from "../shared/words.ts";
import { keepChosen } from "./chosen.ts";
import { watchRoom } from "./room.ts";

const say = speak(script, pageLang());
const form = one<HTMLFormElement>("#sok");
const answer = one("#svar");
const status = one("#status");
const code = one<HTMLInputElement>("#icpc2");

handOver(say);
if (form && answer && status) {
  // What the sheet has no room for is refused before it is kept.
  watchRoom(answer);
  const keep = keepChosen(answer);
  const shown = () => {
    reveal();
    keep();
    // The page came with a code: the next patient's page has nothing of it.
    if (code) code.defaultValue = code.value;
  };
  quicken({ form, answer, status, say, shown });
}
