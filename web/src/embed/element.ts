// Owns the element `veiviser-sok`: attributes in, events out, when it asks and paints. Must not know how an offer is told.
import { render } from "lit/html.js";
import { SendError, aborted, safetyOf } from "../shared/api.ts";
import type { Params, Safety } from "../shared/answers.ts";
import { announce, settle } from "../shared/dom.ts";
import type { Sending } from "../shared/send.ts";
import answerCss from "./answer.css?inline";
import { type Answer, ask, askMore, finish } from "./asking.ts";
import { dangerSaid } from "./danger.ts";
import groundCss from "./ground.css?inline";
import { ground, watchGround } from "./ground.ts";
import { refusedOf, refusedSaid } from "./refused.ts";
import { ATTRIBUTES, type Settings, read, without } from "./settings.ts";
import { type Acts, type State, answerSaid, view } from "./view.ts";
import { type Voice, voice } from "./voice.ts";

const TYPING = 60;
/** A screen reader is told when the typing rests, not with every key. */
const RESTING = 700;
/** Danger is neither shown nor taken away by half a word before the typing rests. */
const RESTED = 600;
const LEVELS: readonly (string | undefined)[] = [undefined, "support", "emergency"];

const sheet = new CSSStyleSheet();
sheet.replaceSync(groundCss + answerCss);

class VeiviserSok extends HTMLElement {
  static readonly observedAttributes = ATTRIBUTES;

  readonly #root = document.createElement("div");
  readonly #state: State = { answer: null, safety: null, busy: false, trouble: null, taken: [] };
  #settings: Settings = read(this);
  #voice: Voice = voice(this.#settings.lang);
  /** What the answer that stands there was asked with. */
  #asked: Params | null = null;
  /** The words that were asked about last, also where no answer came. */
  #words = "";
  #typing = false;
  /** The words in which the danger that is shown was heard. */
  #heard = "";
  /** What the words as they now stand tell of danger, where that is not shown yet: for when the typing rests. */
  #later: { safety: Safety | null } | null = null;
  /** What the page's editor was told. */
  readonly #warned = new Set<string>();
  #flight: AbortController | null = null;
  #unwatch: () => void = () => undefined;
  #changing = false;

  readonly #typed = settle(TYPING, () => void this.#ask());
  readonly #rested = settle(RESTED, () => this.#rest());
  readonly #tell = settle(RESTING, () => this.#announce());
  readonly #online = (): void => void (this.#state.trouble && this.#ask(true));

  readonly #acts: Acts = {
    typed: (event) => {
      if (event.isComposing) return;
      this.#typing = true;
      this.#rested();
      this.#typed();
    },
    sent: (event) => {
      event.preventDefault();
      this.#typed.stop();
      this.#rested.stop();
      this.#typing = false;
      void this.#ask(true).then(() => this.#tell.now());
      if (this.#asked && this.#words) finish(this.#asked);
    },
    more: () => void this.#more(),
    again: () => {
      this.focus();
      void this.#ask(true);
    },
    opened: (offer) => this.#say("open", { offer }),
    takeBack: (id) => {
      const buttons = () => [...this.#root.querySelectorAll<HTMLElement>("[data-drop]")];
      const at = buttons().findIndex(({ dataset }) => dataset["drop"] === id);
      this.#show({ taken: [...this.#state.taken, id] });
      // The button that had focus is gone: on to the next, else to what was found.
      const left = buttons();
      (left[at] ?? left.at(-1) ?? this.#root.querySelector<HTMLElement>("[data-told]"))?.focus();
      void this.#ask();
    },
  };

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet];
    this.#root.className = "root";
    shadow.append(this.#root);
  }

  connectedCallback(): void {
    this.#unwatch = watchGround(() => this.#ground());
    addEventListener("online", this.#online);
    addEventListener("pageshow", this.#back);
    this.#configure();
    queueMicrotask(() => this.#say("ready", {}));
  }

  disconnectedCallback(): void {
    this.#unwatch();
    removeEventListener("online", this.#online);
    removeEventListener("pageshow", this.#back);
    this.#typed.stop();
    this.#rested.stop();
    this.#tell.stop();
    this.#flight?.abort();
  }

  /** Several attributes that change at once are one change. */
  attributeChangedCallback(): void {
    if (!this.isConnected || this.#changing) return;
    this.#changing = true;
    queueMicrotask(() => {
      this.#changing = false;
      if (this.isConnected) this.#configure();
    });
  }

  /** WebKit empties the field of a kept page as it shows it again; its answer stands there still. */
  readonly #back = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) setTimeout(() => this.#field && this.#field.value === "" && (this.#field.value = this.#words));
  };

  override focus(options?: FocusOptions): void {
    this.#field?.focus(options);
  }

  get #field(): HTMLInputElement | null {
    return this.#root.querySelector("input");
  }

  #configure(): void {
    this.#settings = read(this);
    if (this.#voice.lang !== this.#settings.lang) this.#voice = voice(this.#settings.lang);
    this.#root.lang = this.#settings.lang;
    this.#paint();
    this.#ground();
    void this.#ask();
  }

  #ground(): void {
    this.#root.dataset["ground"] = ground(this.#root, this.getAttribute("color-scheme"));
  }

  #paint(): void {
    render(view(this.#state, this.#settings, this.#voice, this.#acts), this.#root);
  }

  /** Asks anew and drops the question in flight; asks nothing twice unless told to. */
  async #ask(again = false): Promise<void> {
    const words = this.#field?.value.trim() ?? "";
    // Other words may mean what was taken back of these; more or fewer of the same do not.
    if (!words || !(words.startsWith(this.#words) || this.#words.startsWith(words))) this.#state.taken = [];
    this.#words = words;
    const { taken } = this.#state;
    const params: Params = { ...this.#settings.params, q: words, ...(taken.length > 0 && { ignore: taken.join(",") }) };
    if (!again && JSON.stringify(params) === JSON.stringify(this.#asked)) {
      // A blank more: the last word is whole.
      if (this.#later) this.#hear(this.#later.safety);
      return;
    }
    this.#asked = params;
    this.#later = null;
    if (words || this.#settings.narrowed) {
      await this.#send((sending) => ask(params, this.#settings.lang, sending, (safety) => sending.signal?.aborted || this.#hear(safety)));
    } else {
      this.#flight?.abort();
      this.#show({ answer: null, safety: null, busy: false, trouble: null });
    }
  }

  /** More is all that was there and some: on to the first new one. */
  async #more(): Promise<void> {
    const { answer } = this.#state;
    const params = this.#asked;
    if (!answer || !params) return;
    const before = answer.rows.length;
    const came = await this.#send((sending) => askMore(answer, params, this.#settings.lang, sending));
    if (came) this.#root.querySelectorAll<HTMLElement>(".offer .name a")[before]?.focus();
  }

  async #send(asking: (sending: Sending) => Promise<Answer>): Promise<boolean> {
    this.#flight?.abort();
    const flight = (this.#flight = new AbortController());
    const { signal } = flight;
    this.#show({ busy: true });
    try {
      const answer = await asking({ signal, onStutter: () => this.#show({ trouble: "stutter" }) });
      if (signal.aborted) return false;
      this.#show({ answer, busy: false, trouble: null });
      this.#warn(answer);
      this.#say("answer", { total: answer.total, municipality: this.#settings.municipality });
      return true;
    } catch (error) {
      if (aborted(error) || signal.aborted) return false;
      this.#asked = null;
      if (this.#setAside(error)) return false;
      const refused = error instanceof SendError && error.failure === "refused";
      this.#show({ busy: false, safety: safetyOf(error) ?? this.#state.safety, trouble: refused ? "refused" : "lost" });
      return false;
    } finally {
      this.#tell();
    }
  }

  /** More waits while the last word may become another. Less waits while the same words only grow: half a word takes no number away. */
  #hear(safety: Safety | null): void {
    const more = LEVELS.indexOf(safety?.level) - LEVELS.indexOf(this.#state.safety?.level);
    const half = /[\p{L}\p{N}]$/u.test(this.#field?.value ?? "");
    const waits = more > 0 ? half : more < 0 && this.#words.startsWith(this.#heard);
    if (waits && this.#typing) {
      this.#later = { safety };
      return;
    }
    this.#later = null;
    this.#heard = this.#words;
    this.#show({ safety });
  }

  #rest(): void {
    this.#typing = false;
    if (this.#later) this.#hear(this.#later.safety);
  }

  /** A fault of the page takes no answer from whoever asks: without what was refused it is asked again. */
  #setAside(error: unknown): boolean {
    const { params } = this.#settings;
    const names = refusedOf(error, params);
    if (names.length === 0) return false;
    this.#tellEditor(refusedSaid(names, params));
    this.#settings = without(this.#settings, names);
    void this.#ask(true);
    return true;
  }

  /** Once; it holds no word of what was typed. */
  #tellEditor(said: string): void {
    if (this.#warned.has(said)) return;
    this.#warned.add(said);
    console.warn(said);
  }

  #warn({ homes }: Answer): void {
    const { municipality } = this.#settings;
    if (!municipality || homes.length < 2) return;
    const which = homes.map(({ number, name }) => `"${number}" (${name})`).join(", ");
    this.#tellEditor(`<veiviser-sok municipality="${municipality}"> stands for several municipalities. Write the number of one: ${which}.`);
  }

  #show(change: Partial<State>): void {
    const before: Safety | null = this.#state.safety;
    Object.assign(this.#state, change);
    this.#paint();
    const { safety } = this.#state;
    if (safety && safety.level !== before?.level) this.#say("danger", { level: safety.level });
  }

  #announce(): void {
    const status = this.#root.querySelector<HTMLElement>("[role=status]");
    const { answer, safety, trouble } = this.#state;
    const said = trouble
      ? this.#voice.say(trouble)
      : [safety && dangerSaid(safety, this.#voice), answer && answerSaid(answer, this.#settings, this.#voice)].filter(Boolean).join(" ");
    if (status) announce(status, said);
  }

  /** What is told to the page holds no words. */
  #say(what: string, detail: Record<string, unknown>): void {
    this.dispatchEvent(new CustomEvent(`veiviser-${what}`, { detail, bubbles: true, composed: true }));
  }
}

if (!customElements.get("veiviser-sok")) customElements.define("veiviser-sok", VeiviserSok);
