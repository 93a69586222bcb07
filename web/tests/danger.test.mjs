// Owns the proof that danger stands at once and stays while one types, on the visitor's page and the GP's. Must not know how it is heard.
import assert from "node:assert/strict";
import { settled, test } from "./support.mjs";

/** The service's answer, with a danger that the last letter of the words decides. @param {import("playwright-core").Route} route */
async function played(route) {
  if (route.request().method() !== "POST") return route.fallback();
  const words = new URLSearchParams(route.request().postData() ?? "").get("q") ?? "";
  const level = words.endsWith("!") ? "emergency" : words.endsWith("?") ? "support" : "";
  const bar = level && `<section class="v-danger" data-level="${level}"><h2>${level}</h2></section>`;
  const answer = await route.fetch();
  const body = (await answer.text()).replace(
    /(<template data-slot="varsel">)[^]*?(<\/template>)/,
    (_, before, after) => before + bar + after,
  );
  await route.fulfill({ response: answer, body });
}

/** Notes what stands there and what is said at once, each time that it becomes another, with the words as they are then. */
function note() {
  /** @type {string[]} */
  const noted = (/** @type {any} */ (window).noted = []);
  const look = () => {
    const level = document.querySelector("#varsel .v-danger")?.getAttribute("data-level") ?? "none";
    const said = document.querySelector("#alarm")?.textContent || "none";
    const words = /** @type {HTMLInputElement | null} */ (document.querySelector("#q"))?.value;
    if (level === said) noted.push(`${level}: ${words}`);
  };
  const watch = new MutationObserver(look);
  for (const place of document.querySelectorAll("#varsel, #alarm")) watch.observe(place, { childList: true });
}

for (const path of ["/trondheim", "/fastlege?municipality=5001"]) {
  test(`danger: it stands at once and stays while one types: ${path}`, async ({ page, open }) => {
    await page.route((url) => path.startsWith(url.pathname), played);
    await open(path);
    await page.evaluate(note);
    const noted = () => page.evaluate(() => /** @type {any} */ (window).noted.splice(0));
    const stands = (/** @type {string} */ level) =>
      settled(page, (level) => document.querySelector("#alarm")?.textContent === level, level === "none" ? "" : level);
    // Slow enough for an answer to every letter, too fast for a rest.
    const write = (/** @type {string} */ text) => page.keyboard.type(text, { delay: 250 });
    await page.locator("#q").focus();

    await write("ab!");
    await stands("emergency");
    await write("cd?ef");
    await stands("none");
    assert.deepEqual(await noted(), ["emergency: ab!", "none: ab!cd?ef"], "neither less nor nothing in the midst of a word");

    await write("!");
    await stands("emergency");
    await write("a?");
    await stands("support");
    assert.deepEqual((await noted()).at(-1), "support: ab!cd?ef!a?", "less is told once the typing rests");

    await write("!");
    await stands("emergency");
    await page.locator("#q").fill("");
    await stands("none");
    assert.equal(await page.locator(".v-danger").count(), 0, "without words there is none");

    await write("!");
    await stands("emergency");
    await write("a");
    await page.keyboard.press("Enter");
    await stands("none");
  });
}

test("danger: what is written while an answer comes is asked, too", async ({ page, open }) => {
  /** @type {string[]} */
  const asked = [];
  /** @type {() => void} */
  let release = () => {};
  const held = new Promise((done) => (release = () => done(null)));
  await page.route(
    (url) => url.pathname === "/trondheim",
    async (route) => {
      if (route.request().method() !== "POST") return route.fallback();
      const words = new URLSearchParams(route.request().postData() ?? "").get("q") ?? "";
      asked.push(words);
      const answer = await route.fetch();
      if (words === "jeg vil d") await held;
      await route.fulfill({ response: answer });
    },
  );
  await open("/trondheim");
  await page.locator("#q").fill("jeg vil d");
  while (!asked.includes("jeg vil d")) await page.waitForTimeout(20);
  await page.waitForTimeout(200);
  // The answer comes in the pause between this key and its question.
  await page.locator("#q").focus();
  await page.keyboard.insertText("ø");
  release();
  await settled(page, () => document.querySelector(".v-danger") !== null);
  assert.equal(asked.at(-1), "jeg vil dø");
});
