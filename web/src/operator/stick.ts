// Owns what the style sheet cannot know of what sticks: how high the bar is, and when the line of emergency numbers stands in for
// the large ones. Must not know what stands in either.

/** Where the bar does not stick, nothing has to keep clear of it. */
function measure(bar: HTMLElement): void {
  const sticks = getComputedStyle(bar).position === "sticky";
  document.documentElement.style.setProperty("--v-op-top", `${sticks ? bar.offsetHeight : 0}px`);
}

/** The line comes as soon as the large numbers begin to leave the screen. */
export function stick(): void {
  const line = document.querySelector(".v-op-danger-line");
  const numbers = document.querySelector(".v-op-danger__numbers");
  if (!line || !numbers) return;
  line.toggleAttribute("data-past", numbers.getBoundingClientRect().top < line.getBoundingClientRect().top);
}

export function sticking(): void {
  const bar = document.querySelector<HTMLElement>(".v-op-bar");
  const all = () => {
    if (bar) measure(bar);
    stick();
  };
  addEventListener("scroll", stick, { passive: true });
  addEventListener("resize", all);
  if (bar) new ResizeObserver(all).observe(bar);
}
