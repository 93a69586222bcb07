// Owns the calm line under the field that says how the network does; while all is well the hint stands in its place.
import { type TemplateResult, html } from "lit/html.js";
import type { State } from "../state.ts";
import { t } from "../tongue.ts";

/** Where nothing stands yet, nothing is from before. */
const key = ({ network, answer }: State): string =>
  !answer && (network === "slow" || network === "away") ? `${network}_alone` : network;

export const networkLine = (state: State): TemplateResult =>
  html`<p class="v-op-network" role="status" data-network=${state.network}>${state.network === "fine" ? "" : t(key(state))}</p>`;
