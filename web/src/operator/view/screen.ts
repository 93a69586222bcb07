// Owns how the parts stand together: two columns where there is room, else one with danger right under the field.
import { type TemplateResult, html, nothing } from "lit/html.js";
import { chips } from "./chips.ts";
import { danger, dangerLine } from "./danger.ts";
import { elsewhere } from "./elsewhere.ts";
import { field } from "./field.ts";
import { handover } from "./handover.ts";
import { help } from "./help.ts";
import { missing } from "./missing.ts";
import { question } from "./question.ts";
import { results } from "./results.ts";
import { shortlist } from "./shortlist.ts";
import type { View } from "./acts.ts";

export function screen(view: View): TemplateResult {
  const { wide } = view.state;
  const here = (shown: boolean, part: (view: View) => unknown) => (shown ? part(view) : nothing);
  return html`
    ${here(!wide, dangerLine)}
    <div class="v-op-columns">
      <div class="v-op-left">
        ${field(view)} ${here(!wide, danger)} ${elsewhere(view)} ${chips(view)} ${question(view)}
      </div>
      <div class="v-op-right">${here(wide, dangerLine)} ${here(wide, danger)} ${results(view)}</div>
    </div>
    ${shortlist(view)}
    ${help(view)} ${missing(view)} ${handover(view)}
  `;
}
