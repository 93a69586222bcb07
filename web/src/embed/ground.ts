// Owns whether the element stands on light or on dark, read from the colour of the text there. Must not know which colours follow.

/** What a theme is switched by: attributes of the page's root, of its body, or the system's own choice. */
export function watchGround(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  for (const root of [document.documentElement, document.body]) observer.observe(root, { attributes: true });
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  scheme.addEventListener("change", changed);
  // WebKit runs a script that it has already before a style sheet that it has not.
  addEventListener("load", changed);
  return () => {
    removeEventListener("load", changed);
    observer.disconnect();
    scheme.removeEventListener("change", changed);
  };
}

/** The style sheet gives the text's colour in sRGB, whatever the page wrote it in. */
export function ground(root: Element, chosen: string | null): "light" | "dark" {
  if (chosen === "light" || chosen === "dark") return chosen;
  const { color } = getComputedStyle(root);
  const [red = 0, green = 0, blue = 0] = (/\(\D*([^)]+)\)/.exec(color)?.[1] ?? "").split(/[\s,/]+/).map(Number);
  const bright = 0.299 * red + 0.587 * green + 0.114 * blue;
  return bright > (color.startsWith("rgb") ? 127 : 0.5) ? "dark" : "light";
}
