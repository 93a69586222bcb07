// Owns what stands in the place of the offers while the network is away and nothing has come yet: the numbers that need none.
import { type TemplateResult, html, nothing } from "lit/html.js";
import { tel } from "../../shared/phone.ts";
import { type State, safety } from "../state.ts";
import { t } from "../tongue.ts";

export function alone(state: State): TemplateResult {
  return html`
    ${safety(state) ? nothing : numbers(state)}
    <p class="v-op-none">${t("alone")}</p>
  `;
}

/** Large, as where there is danger, but nobody has told of one. */
const numbers = ({ emergency }: State): TemplateResult => html`<section aria-labelledby="emergency">
  <h2 class="v-op-title" id="emergency">${t("emergency")}</h2>
  <ul class="v-op-danger__numbers">
    ${emergency.map(
      ({ number, shown, name }) => html`<li class="v-op-line">
        <a class="v-op-line__number" href=${tel(number)}>${shown}</a>
        <span class="v-op-line__name">${name}</span>
      </li>`,
    )}
  </ul>
</section>`;
