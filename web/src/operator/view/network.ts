// Owns the calm line under the field that says how the network does; while all is well the hint stands in its place.
import { type TemplateResult, html } from "lit/html.js";
import type { State } from "../state.ts";
import { t } from "../tongue.ts";

export const networkLine = ({ network }: State): TemplateResult =>
  html`<p class="v-op-network" role="status" data-network=${network}>${network === "fine" ? "" : t(network)}</p>`;
