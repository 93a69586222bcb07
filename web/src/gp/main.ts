// Owns the GP's pages once script runs: the search answers as one types, copy, print. Must not know how an answer looks.
import script from "../../words/script.tsv";
import { all, one } from "../shared/dom.ts";
import { handOver, reveal } from "../shared/hand.ts";
import { quicken } from "../shared/quick.ts";
import { pageLang, speak } from "../shared/words.ts";

const say = speak(script, pageLang());
const form = one<HTMLFormElement>("#sok");
const answer = one("#svar");
const status = one("#status");
const code = one<HTMLInputElement>("#icpc2");
const place = one<HTMLInputElement>("#municipality");
const words = one<HTMLInputElement>("#q");

/** Code and municipality make an address to keep; words never do. */
function remember(): void {
  const address = new URL(location.href);
  const keep = (name: string, value: string | undefined) =>
    value ? address.searchParams.set(name, value) : address.searchParams.delete(name);
  keep("icpc2", /^[a-z]\d\d$/i.test(code?.value ?? "") ? code?.value.toUpperCase() : "");
  const named = all<HTMLOptionElement>("#kommuner option").find((option) => option.value === place?.value);
  keep("municipality", named?.dataset["number"] ?? named?.value);
  if (address.href !== location.href) history.replaceState(null, "", address);
}

handOver(say);
if (form && answer && status) {
  const shown = () => {
    reveal();
    remember();
  };
  quicken({ form, answer, status, say, shown, leaves: () => words?.value.trim() === "" });
}
