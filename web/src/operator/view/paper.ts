// Owns what is printed for the caller: the offers in plain words, the link and its code. It is seen on paper only.
import { type TemplateResult, html, nothing } from "lit/html.js";
import type { State } from "../state.ts";
import { today } from "../moment.ts";
import { sayTo } from "../tongue.ts";
import { qrOf, spokenLang } from "./handover.ts";

export function paper(state: State): TemplateResult | typeof nothing {
  const list = state.handover?.made;
  if (!list) return nothing;
  const to = spokenLang(list.lang);
  return html`<div lang=${to}>
    <h2 class="v-op-paper__title">${sayTo(to, "print_title")}</h2>
    ${list.letter.split("\n\n").map(entry)}
    <div class="v-op-paper__link">
      ${list.link ? html`<img src=${qrOf(list.link)} alt=${sayTo(to, "qr")} width="96" height="96" />` : nothing}
      <p>${list.link ? html`${list.link}<br />` : nothing}${sayTo(to, "print_from", { date: today(to) })}</p>
    </div>
  </div>`;
}

function entry(text: string): TemplateResult {
  const [name, ...lines] = text.split("\n");
  return html`<section class="v-op-paper__offer">
    <h3>${name}</h3>
    ${lines.map((line) => html`<p>${line}</p>`)}
  </section>`;
}
