// Owns the proof that the console answers while one types: on a slow line, without flicker, however much is written, and with no
// network at all. Must not know how danger is heard.
import assert from "node:assert/strict";
import { asked, begin, rows, shown } from "./support/console.mjs";
import { press, settled, test } from "./support.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").Route} Route */

const API = /\/v1\/(search|navigate)$/;
const CUT = [/net::ERR_/, /Failed to load resource/];
const DANGER = "jeg vil ikke leve lenger";
const LATENCY = 300;
/** Faster than the line. */
const KEY = { delay: 100 };

/** Notes each answer and each danger as it comes to stand there, with the words as they are then. @param {Page} page */
const note = (page) =>
  page.evaluate(() => {
    /** @type {{ shown: number[], danger: string[] }} */
    const noted = (/** @type {any} */ (window).noted = { shown: [], danger: [] });
    const look = () => {
      const words = /** @type {HTMLTextAreaElement | null} */ (document.querySelector("#words"))?.value;
      const shown = Number(document.querySelector("[data-shown]")?.getAttribute("data-shown"));
      if (shown !== noted.shown.at(-1)) noted.shown.push(shown);
      const danger = `${document.querySelector(".v-op-danger")?.getAttribute("data-level") ?? "none"}: ${words}`;
      if (danger.split(":")[0] !== (noted.danger.at(-1) ?? "none: ").split(":")[0]) noted.danger.push(danger);
    };
    const main = document.querySelector("main");
    if (main) new MutationObserver(look).observe(main, { subtree: true, childList: true, attributes: true });
  });

/** @param {Page} page @returns {Promise<{ shown: number[], danger: string[] }>} */
const noted = (page) => page.evaluate(() => /** @type {any} */ (window).noted);

test("operator: on a line slower than the keys answers come while one types, in their order", async ({ page }) => {
  await begin(page);
  const flying = new Set();
  let most = 0;
  const landed = (/** @type {import("playwright-core").Request} */ request) => void flying.delete(request);
  page.on("requestfinished", landed);
  page.on("requestfailed", landed);
  await page.route(API, async (route) => {
    flying.add(route.request());
    most = Math.max(most, flying.size);
    await new Promise((done) => setTimeout(done, LATENCY));
    await route.continue().catch(() => {});
  });
  await note(page);
  const words = `${DANGER} og har ligget våken hele natta`;
  await asked(page, () => page.keyboard.type(words, KEY));
  const { shown: answers, danger } = await noted(page);
  const [, stood = ""] = danger[0]?.split(": ") ?? [];
  assert.ok(stood !== "" && stood.length < words.length, `danger stands while one types: ${danger}`);
  assert.ok(answers.length > words.length / 10, `${answers.length} answers to ${words.length} keys`);
  assert.deepEqual(answers, [...answers].sort((a, b) => a - b), "no answer over a newer one");
  // One that was given up may still be on its way to be told so.
  assert.ok(most <= 6, `two questions of two requests each at once, and one that is given up: ${most}`);
});

test("operator: that the answer is slow is told while one types", async ({ page }) => {
  await begin(page);
  /** @type {(value?: unknown) => void} */
  let letGo = () => {};
  const held = new Promise((done) => (letGo = done));
  await page.route(API, async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  const words = "mannen min drikker for mye og jeg er redd";
  const written = page.keyboard.type(words, KEY);
  await settled(page, () => document.querySelector("[data-network=slow]") !== null);
  assert.ok((await page.locator("#words").inputValue()).length < words.length);
  await asked(page, async () => {
    await written;
    letGo();
  });
  assert.equal(await page.locator("[data-network=fine]").count(), 1);
});

test("operator: what was asked before something else than the words changed is never painted", async ({ page }) => {
  await begin(page);
  /** @type {string[]} */
  const ended = [];
  page.on("requestfailed", (request) => void ended.push(request.postDataJSON().municipality));
  await page.route(API, async (route) => {
    if (route.request().postDataJSON().municipality !== "5001") return route.continue();
    await new Promise((done) => setTimeout(done, 2000));
    await route.continue().catch(() => {});
  });
  const old = page.waitForRequest(API);
  await page.keyboard.insertText("angst");
  await old;
  const before = await shown(page);
  await note(page);
  await asked(page, () => page.locator("#municipality").selectOption("0301"));
  assert.deepEqual(ended, ["5001", "5001"]);
  assert.deepEqual((await noted(page)).shown, [before, await shown(page)].map(Number));
});

/** The service's answer, with a danger that the last letter of the words decides. @param {Route} route */
async function played(route) {
  const last = route.request().postDataJSON().q.at(-1);
  const level = last === "ø" ? "emergency" : last === "å" ? "support" : null;
  const line = { id: "x", name: "113", number: "113", url: null, channel_name: null, hours: "24/7", open: true };
  const answer = await route.fetch();
  const safety = level && { level, topic: "suicide", emergency: [line], support: [] };
  await route.fulfill({ response: answer, json: { ...(await answer.json()), safety } });
}

test("operator: danger stands while one types, and half a word tells of none", async ({ page }) => {
  await begin(page);
  await page.route(API, played);
  await note(page);
  // Slow enough for an answer to every letter, too fast for a rest.
  const write = (/** @type {string} */ text) => page.keyboard.type(text, { delay: 250 });
  const stands = (/** @type {string} */ level) =>
    settled(page, (level) => (document.querySelector(".v-op-danger")?.getAttribute("data-level") ?? "none") === level, level);
  await write("røk");
  await page.waitForTimeout(1000);
  assert.deepEqual((await noted(page)).danger, [], "a word that goes on is not heard by its beginning");
  await write(" dø e");
  await stands("emergency");
  await write("l få b");
  await stands("none");
  const [came = "", went, ...more] = (await noted(page)).danger;
  assert.match(came, /^emergency: røk dø( e?)?$/, "a word that is whole is");
  assert.deepEqual([went, more], ["none: røk dø el få b", []], "neither less nor nothing while one writes on");
  await write("å");
  await stands("support");
  assert.equal((await noted(page)).danger.at(-1), "support: røk dø el få bå", "once the typing rests it is told");
  await page.locator("#words").fill("");
  await stands("none");
});

test("operator: more than the service reads may be written, and the last of it is read", async ({ page, requests }) => {
  await begin(page);
  await asked(page, () => page.keyboard.insertText(DANGER));
  await page.locator(".v-op-danger").waitFor();
  const words = `${DANGER} ${"og så snakker hun om alt mulig ".repeat(40)}og sliter med angst`;
  await asked(page, () => page.locator("#words").fill(words));
  assert.equal(await page.locator("#words").inputValue(), words, "nothing is lost");
  const { q } = requests.findLast((one) => one.url().endsWith("/v1/search"))?.postDataJSON() ?? {};
  assert.ok(q.length <= 500 && q.length > 480 && words.endsWith(` ${q}`), `from where a word begins: ${q}`);
  assert.match(await page.locator("#words-hint").innerText(), /det siste du skrev: 500 tegn/);
  assert.ok(await page.locator("[data-finding=topic]", { hasText: "angst" }).isVisible());
  assert.equal(await page.locator(".v-op-danger").count(), 1, "what was heard before was said all the same");
  await asked(page, () => page.locator("#words").fill("angst"));
  assert.equal(await page.locator(".v-op-danger").count(), 0);
});

test("operator: with no network and nothing on the screen the emergency numbers stand there", { mayLog: CUT }, async ({
  page,
  context,
}) => {
  await begin(page);
  await context.setOffline(true);
  await press(page, "Alt+n");
  const network = page.locator("[data-network=away]");
  await network.waitFor();
  assert.doesNotMatch(await network.innerText(), /fra sist/, "what is told is true");
  const numbers = page.locator(".v-op-right .v-op-danger__numbers a");
  const hrefs = await numbers.evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  assert.deepEqual(hrefs, ["tel:113", "tel:112", "tel:110"]);
  const size = await numbers.first().evaluate((link) => parseFloat(getComputedStyle(link).fontSize));
  assert.ok(size >= 24, `a number to be read aloud at ${size} px`);
  assert.match(await page.locator(".v-op-none").innerText(), /når forbindelsen er tilbake/);
  await asked(page, () => context.setOffline(false));
  assert.equal(await numbers.count(), 0);
  assert.ok((await rows(page)).length > 0);
});

test("operator: Enter puts on the list and takes nothing off, the row's own button does both", async ({ page }) => {
  await begin(page);
  await asked(page, () => page.keyboard.insertText("angst"));
  const listed = page.locator(".v-op-listed li");
  await press(page, "Enter", "Enter");
  assert.equal(await listed.count(), 1);
  assert.match(await page.locator("#said").innerText(), /er på lista\. 1 på lista/);
  await page.locator("article[data-offer] .v-op-add").first().focus();
  await press(page, "Enter");
  assert.equal(await listed.count(), 0);
  await press(page, "Enter");
  assert.equal(await listed.count(), 1);
});

test("operator: one key leads from the field to the emergency numbers, and back", async ({ page }) => {
  await begin(page);
  const at = () => page.evaluate(() => document.activeElement?.closest("section, footer")?.className);
  await press(page, "Alt+g");
  assert.equal(await at(), "v-op-footer", "where there is no danger they stand at the end");
  await press(page, "Escape");
  await asked(page, () => page.keyboard.type(DANGER));
  await page.locator(".v-op-danger").waitFor();
  await press(page, "Alt+g");
  assert.equal(await at(), "v-op-danger");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("href")), "tel:113");
  await press(page, "Escape");
  assert.ok(await page.locator("#words:focus").isVisible());
});

test("operator: a label stands inside a line, and names in capitals stay", async ({ page }) => {
  await begin(page);
  await asked(page, () => page.keyboard.insertText("kurs om å bli eldre, har adhd"));
  const topics = await page.locator("[data-finding=topic] .v-op-chip__text").allInnerTexts();
  assert.ok(topics.includes("å bli eldre"), `${topics}`);
  assert.ok(topics.some((topic) => topic.includes("ADHD")), `${topics}`);
});
