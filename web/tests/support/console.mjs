// Owns how a test waits for the operator's console. Must not know what was typed.
import { settled } from "./keys.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** The offers as they stand, in their order. @param {Page} page @returns {Promise<string[]>} */
export const rows = (page) =>
  page.locator("article[data-offer]").evaluateAll((all) => all.map((row) => row.getAttribute("data-offer") ?? ""));

/** The row that Enter takes. @param {Page} page */
export const picked = (page) => page.locator("article[aria-current=true]").getAttribute("data-offer");

/**
 * Does something that asks anew, and waits until what came of it stands there.
 * @param {Page} page @param {() => Promise<unknown>} what
 */
export async function asked(page, what) {
  const before = await shown(page);
  await what();
  await settled(
    page,
    (before) => {
      const now = document.querySelector("[data-shown]");
      return (
        now !== null &&
        now.getAttribute("data-shown") === now.getAttribute("data-asked") &&
        now.getAttribute("data-shown") !== before
      );
    },
    before,
  );
}

/** Which answer is painted. @param {Page} page */
export const shown = (page) =>
  page.evaluate(() => document.querySelector("[data-shown]")?.getAttribute("data-shown") ?? "");

/** The console, ready to type in. @param {Page} page @param {string} [address] */
export async function begin(page, address = "/operator?municipality=5001") {
  await page.goto(address);
  await settled(page, () => {
    const main = document.querySelector("main[data-ready]");
    const shown = main?.getAttribute("data-shown") ?? "0";
    return shown !== "0" && shown === main?.getAttribute("data-asked") && document.activeElement?.id === "words";
  });
}
