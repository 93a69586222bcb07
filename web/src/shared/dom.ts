// Owns small helpers for pages that are already there. Must not know any one page.

/** The one element; a page without it is told by `null`. */
export const one = <T extends Element = HTMLElement>(selector: string, within: ParentNode = document): T | null =>
  within.querySelector<T>(selector);

export const all = <T extends Element = HTMLElement>(selector: string, within: ParentNode = document): T[] => [
  ...within.querySelectorAll<T>(selector),
];

/** Runs what comes last of several calls, `ms` after it. `.now()` runs at once, `.stop()` never. */
export function settle(ms: number, run: () => void): { (): void; now(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  const later = () => {
    stop();
    timer = setTimeout(run, ms);
  };
  return Object.assign(later, {
    stop,
    now() {
      stop();
      run();
    },
  });
}

/** This page's address with its language alone: what a shared one holds of words is left out. */
export function wordless(): string {
  const { pathname, searchParams } = new URL(location.href);
  const lang = searchParams.get("lang");
  return pathname + (lang ? `?lang=${encodeURIComponent(lang)}` : "");
}

/** Speaks to a screen reader through a live region that is already in the page; the same words twice are heard twice. */
export function announce(region: HTMLElement, text: string): void {
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}

/** Copies; false where the browser does not let us. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** Without a secure address there is no clipboard to write to, only what is selected. */
function copyBySelection(text: string): boolean {
  const field = document.createElement("textarea");
  const focused = document.activeElement;
  field.value = text;
  field.className = "ds-sr-only";
  field.setAttribute("aria-hidden", "true");
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return copied;
}
