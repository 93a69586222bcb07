// Owns how a test waits for the answer below a form, on the visitor's page and the GP's. Must not know what was asked.
import { settled } from "./keys.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** Until an answer stands there and nothing is on its way. @param {Page} page */
export async function answered(page) {
  await settled(page, () => {
    const answer = document.querySelector("#svar");
    return answer?.getAttribute("aria-busy") !== "true" && Boolean(answer?.querySelector("[data-told]"));
  });
  return (await page.locator("#svar [data-told]").innerText()).trim();
}

/**
 * What is said aloud, once that is what stands there: a later answer than the one that was seen first is as good.
 * @param {Page} page
 */
export async function saidAloud(page) {
  await answered(page);
  await settled(page, () => {
    const told = document.querySelector("#svar [data-told]")?.textContent?.trim();
    return Boolean(told) && document.querySelector("#status")?.textContent?.trim() === told;
  });
  return page.locator("#status").innerText();
}

/**
 * Does something and waits for the answer that comes of it.
 * @param {Page} page @param {() => Promise<unknown>} what
 */
export async function answeredTo(page, what) {
  // Whether it is finished is not waited for: a later question may have dropped it.
  const coming = page.waitForResponse((answer) => answer.request().method() === "POST" && answer.ok());
  await what();
  await coming;
  return answered(page);
}

/** The offers in the answer, in their order. @param {Page} page @returns {Promise<string[]>} */
export const offers = (page) =>
  page
    .locator("#svar > .v-hits [data-offer]")
    .evaluateAll((cards) => cards.map((card) => card.getAttribute("data-offer") ?? ""));

/** Types a question and waits for its answer. @param {Page} page @param {string} words */
export async function ask(page, words) {
  await page.locator("#q").fill("");
  await page.locator("#q").focus();
  await page.keyboard.type(words);
  await settled(page, () => document.querySelector("#svar")?.getAttribute("aria-busy") !== "true");
  return answered(page);
}
