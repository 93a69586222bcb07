// Owns the looking for words that must be nowhere. Must not know how a page is made.

/**
 * Every place in a page where words could have been left: markup through shadow roots, values of fields, attributes,
 * what is selected, address, history's state, title, window's name, storage.
 * @param {import("playwright-core").Page} page
 */
export const everything = (page) =>
  page.evaluate(() => {
    /** @type {string[]} */
    const parts = [location.href, document.title, window.name, document.referrer];
    parts.push(JSON.stringify(history.state), String(getSelection()));
    const walk = (/** @type {Document | ShadowRoot | DocumentFragment} */ root) => {
      for (const element of root.querySelectorAll("*")) {
        for (const { name, value } of element.attributes) parts.push(`${name}=${value}`);
        if ("value" in element) parts.push(String(element.value));
        if ("defaultValue" in element) parts.push(String(element.defaultValue));
        if (element.shadowRoot) walk(element.shadowRoot);
        if (element instanceof HTMLTemplateElement) walk(element.content);
      }
    };
    walk(document);
    parts.push(document.documentElement.outerHTML);
    for (const entry of performance.getEntries()) parts.push(entry.name);
    return parts.join("\n");
  });

/** Which of the words stand in a text, whatever their case. @param {string} text @param {string[]} words */
export function found(text, words) {
  const low = text.toLowerCase();
  return words.filter(
    (word) => low.includes(word.toLowerCase()) || low.includes(encodeURIComponent(word).toLowerCase()),
  );
}
