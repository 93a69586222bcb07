// Owns how a test goes through a page by keyboard, and what it asks a page about itself. Must not know any one page.
import assert from "node:assert/strict";

/** @typedef {import("playwright-core").Page} Page */

/** One key after another. @param {Page} page @param {string[]} keys */
export async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}

/** What has focus, through shadow roots: short, for a message. @param {Page} page */
export const focused = (page) =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    if (!at) return "";
    const text = (at.getAttribute("aria-label") ?? at.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 60);
    return `${at.localName}${at.id ? `#${at.id}` : ""} ${text}`.trim();
  });

/** @param {Page} page @param {string} selector */
const has = (page, selector) =>
  page.evaluate((selector) => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.matches(selector) ?? false;
  }, selector);

/** Presses Tab until the element has focus. @param {Page} page @param {string} selector */
export async function tabTo(page, selector, { most = 60, key = "Tab" } = {}) {
  const way = [];
  for (let pressed = 0; pressed < most; pressed += 1) {
    if (await has(page, selector)) return;
    await page.keyboard.press(key);
    way.push(await focused(page));
  }
  assert.fail(`${selector} was not reached by ${key}:\n${way.join("\n")}`);
}

/** Where the next presses of Tab lead. @param {Page} page @param {number} presses */
export async function tabOrder(page, presses) {
  const way = [];
  for (let pressed = 0; pressed < presses; pressed += 1) {
    await page.keyboard.press("Tab");
    way.push(await focused(page));
  }
  return way;
}

/** Until an expression holds in the page. @param {Page} page @param {string | ((arg: any) => unknown)} what @param {any} [arg] */
export const settled = (page, what, arg) => page.waitForFunction(what, arg, { polling: "raf" });

/** What sticks out to the side; empty where there is nothing to scroll to. @param {Page} page */
export const overflow = (page) =>
  page.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    const out = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > wide + 1);
    return out
      .slice(0, 5)
      .map((e) => `${e.localName}.${e.className} to ${Math.round(e.getBoundingClientRect().right)} of ${wide}`);
  });

/** Until every picture that a selector finds is drawn. @param {Page} page @param {string} selector @param {number} [least] */
export const drawn = (page, selector, least = 1) =>
  settled(
    page,
    (/** @type {{ selector: string, least: number }} */ { selector, least }) => {
      const all = [...document.querySelectorAll(selector)];
      return all.length >= least && all.every((one) => one instanceof HTMLImageElement && one.naturalWidth > 0);
    },
    { selector, least },
  );
