// Owns that what is written goes along when the language is switched: posted, never in an address. Must not know what a form asks.
import { one } from "./dom.ts";

/** The links change with every answer; the place they stand in does not. Without words, or in a new tab, a link is a link. */
export function carryWords(form: HTMLFormElement): void {
  one("#sprak")?.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (!one<HTMLInputElement>("#q", form)?.value.trim()) return;
    event.preventDefault();
    const action = form.getAttribute("action") ?? "";
    form.setAttribute("action", link.href);
    // The language that the form holds is the one that is left.
    form.addEventListener("formdata", ({ formData }) => formData.delete("lang"), { once: true });
    form.submit();
    // Whoever comes back stands on this page, kept as it was.
    form.setAttribute("action", action);
  });
}
