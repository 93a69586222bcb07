// Owns the frame of a dialog. It stands in the page all the time and is empty while it is shut, so that the browser gives focus
// back to where it was and nothing of what it showed is left. One that shuts late must not shut the next one.
import { type TemplateResult, html, nothing } from "lit/html.js";
import type { Dialog } from "../state.ts";
import { say, t } from "../tongue.ts";
import type { View } from "./acts.ts";

export const dialogId = (name: Dialog): string => `dialog-${name}`;

export function dialog({ state, acts }: View, name: Dialog, title: string, content: () => unknown): TemplateResult {
  return html`<dialog
    class="ds-dialog v-op-dialog"
    id=${dialogId(name)}
    aria-labelledby=${`${dialogId(name)}-title`}
    @close=${() => state.dialog === name && acts.shut()}
  >
    ${state.dialog !== name
      ? nothing
      : html`<div class="v-op-dialog__head">
            <h2 class="v-op-dialog__title" id=${`${dialogId(name)}-title`} tabindex="-1" autofocus>${t(title)}</h2>
            <button
              class="ds-button v-op-dialog__close"
              type="button"
              data-variant="tertiary"
              data-icon
              aria-label=${say("close")}
              @click=${() => acts.shut()}
            >
              <span aria-hidden="true">×</span>
            </button>
          </div>
          ${content()}`}
  </dialog>`;
}

/** Opens and shuts what the state says; the one that opens takes the focus. */
export function syncDialogs(open: Dialog | null): void {
  for (const element of document.querySelectorAll<HTMLDialogElement>("dialog.v-op-dialog")) {
    const wanted = open !== null && element.id === dialogId(open);
    if (wanted && !element.open) element.showModal();
    if (!wanted && element.open) element.close();
  }
}
