// Owns the console's wiring: the parts are made here and told of each other. Must not know what any of them does.
import { api } from "../shared/api.ts";
import { acting } from "./acting.ts";
import { asker } from "./ask.ts";
import { commander } from "./commands.ts";
import { handing } from "./handing.ts";
import { commandOf, whereIs } from "./keys.ts";
import { labels, places } from "./labels.ts";
import { live } from "./live.ts";
import { more } from "./more.ts";
import { focusField, painter } from "./paint.ts";
import { served, showShift } from "./shift.ts";
import { beginning } from "./state.ts";
import { sticking } from "./stick.ts";
import { store } from "./store.ts";
import { telling } from "./telling.ts";
import { lang } from "./tongue.ts";
import type { Acts } from "./view/acts.ts";

const place = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
};

const main = place("main");
const { municipality, municipalities, emergency } = served();
const room = matchMedia("(min-width: 64rem)");
const service = api();

const { state, happen } = store(beginning({ lang, municipality, wide: room.matches, emergency }), (now) =>
  paint(now),
);
const speaker = live(place("said"), place("alarm"), state);
const asking = asker(service, {
  asked: (seq) => void (main.dataset.asked = String(seq)),
  answered(answer) {
    happen({ type: "answered", answer });
    speaker.answered();
  },
  network: (network) => void (network === state().network || happen({ type: "network", network })),
  busy(safety) {
    happen({ type: "busy", safety });
    speaker.warn();
  },
});
const sending = handing(service, state, happen);
const paging = more(service, state, happen);
const notices = telling(speaker, happen);
const doing = acting({ state, happen, asking, sending, paging, telling: notices, speaker, municipalities });
const run = commander({ state, happen }, doing);
const acts: Acts = { ...doing, command: run };
const paint = painter({ main, screen: place("screen"), bar: place("bar"), paper: place("paper") }, acts, municipalities);

document.addEventListener("keydown", (event) => {
  const command = commandOf(event, whereIs(document.activeElement, state().dialog !== null, state().singleKeys));
  if (!command) return;
  event.preventDefault();
  run(command);
});
room.addEventListener("change", () => happen({ type: "wide", wide: room.matches }));
addEventListener("online", () => asking.again());
// A page that is kept for going back to must not keep a caller.
addEventListener("pagehide", () => doing.forget());
addEventListener("pageshow", (event) => event.persisted && asking.ask(state()));

sticking();
paint(state());
showShift(municipality);
asking.ask(state());
if (municipality) focusField();
else place("municipality").focus();
for (const asked of [labels(), places()]) {
  asked.then(
    (found) => happen({ type: "labels", labels: found }),
    // Without labels the slugs stand there: worse to read, and nothing is lost.
    () => undefined,
  );
}
main.dataset.ready = "true";
