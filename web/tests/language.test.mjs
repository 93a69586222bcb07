// Owns the proof that four languages are spoken, that the chosen one is kept without a cookie, and that words in another say so.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { answered } from "./support/answer.mjs";
import { asked, begin } from "./support/console.mjs";
import { unmarked } from "./support/structure.mjs";
import { test } from "./support.mjs";

const TABLES = new URL("../words/", import.meta.url);
const WORDS = "noen å snakke med";

const SPEAK = [
  { lang: "nn", h1: /Kva treng du hjelp med/ },
  { lang: "en", h1: /What do you need help with/ },
  { lang: "se", h1: /./ },
  { lang: "nb", h1: /Hva trenger du hjelp med/ },
];
test("language: four languages, switched in the header and carried on", async ({ page, open }) => {
  await open("/trondheim");
  for (const { lang, h1 } of SPEAK) {
    // Where something was asked they are buttons, for the words to go along.
    await page.locator(`.v-languages :is(a, button)[lang=${lang}]`).click();
    await page.waitForURL(new RegExp(`/trondheim\\?lang=${lang}$`));
    assert.equal(await page.locator("html").getAttribute("lang"), lang);
    assert.match(await page.locator("h1").innerText(), h1);
    await page.locator("#q").fill(WORDS);
    await answered(page);
    assert.match(
      (await page.locator("#svar .v-card h3 a").first().getAttribute("href")) ?? "",
      new RegExp(`lang=${lang}`),
    );
  }
  await open("/trondheim?lang=se");
  const question = page.locator("h1");
  if (/Hva trenger/.test(await question.innerText()))
    assert.equal(await question.locator("[lang=nb]").count(), 1, "bokmål on a Sámi page says so");
});

for (const path of ["/trondheim", "/trondheim?lang=nb", "/fastlege?municipality=5001"]) {
  for (const script of [true, false]) {
    test(
      `language: another one keeps the words, and out of the address: ${path} (script ${script})`,
      { script },
      async ({ page, open, requests }) => {
        await open(path);
        assert.equal(await page.locator(".v-languages a[aria-current][lang=nb]").count(), 1, "without words a link is a link");
        await page.locator("#q").fill(WORDS);
        await page.locator("#q").press("Enter");
        await page.waitForSelector("#svar [data-told]");
        const current = page.locator(".v-languages button[aria-current]");
        await current.waitFor();
        assert.equal(await current.getAttribute("value"), "nb");
        // A button that stands before the form is not what Enter presses.
        await page.locator("#q").fill(`${WORDS} nå`);
        await page.locator("#q").press("Enter");
        await page.waitForSelector("#svar [data-told]");
        assert.equal(await page.locator("html").getAttribute("lang"), "nb");
        for (const lang of ["nn", "en"]) {
          await page.locator(`.v-languages button[lang=${lang}]`).click();
          await page.waitForURL(new RegExp(`[?&]lang=${lang}$`));
          assert.equal(await page.locator("html").getAttribute("lang"), lang);
          assert.equal(await page.locator("#q").inputValue(), `${WORDS} nå`);
          assert.ok((await page.locator("#svar [data-offer]").count()) > 0, "the answer stands there too");
        }
        assert.deepEqual(
          requests.map((request) => request.url()).filter((url) => /snakke/.test(url)),
          [],
        );
      },
    );
  }
}

for (const [speaks, lang] of [
  ["nn-NO", "nn"],
  ["en-GB", "en"],
  ["se-NO", "se"],
  ["de-DE", "nb"],
]) {
  test(
    `language: a browser that speaks ${speaks} is met in ${lang}`,
    { speaks: speaks ?? "", script: false },
    async ({ page, open }) => {
      await open("/");
      assert.equal(await page.locator("html").getAttribute("lang"), lang);
    },
  );
}

for (const [lang, label] of [
  ["nn", "Neste innringar"],
  ["en", "Next caller"],
]) {
  test(`language: the console speaks ${lang}`, async ({ page }) => {
    await begin(page, `/operator?municipality=5001&lang=${lang}`);
    assert.equal(await page.locator("html").getAttribute("lang"), lang);
    assert.ok(await page.locator("button", { hasText: label ?? "" }).isVisible());
    await asked(page, () => page.keyboard.insertText("angst"));
    assert.equal(await page.locator("option[value='5001']:checked").count(), 1, "the shift's municipality stands");
  });
}

/** Labels without a word in a language, in bokmål. @param {"nn" | "se" | "en"} lang */
function missing(lang) {
  const at = { nn: 2, se: 3, en: 4 }[lang];
  return readdirSync(TABLES)
    .filter((file) => file.endsWith(".tsv"))
    .flatMap((file) => readFileSync(new URL(file, TABLES), "utf8").split("\n").slice(1))
    .map((row) => row.split("\t"))
    .filter((row) => row[1] && !row[at] && !row[1].includes("{"))
    .map((row) => row[1] ?? "");
}

for (const address of ["/trondheim", "/fastlege?municipality=5001", "/operator?municipality=5001", "/embed", "/om"]) {
  test(`language: on a Sámi page what stands in bokmål says so: ${address}`, async ({ page, open }) => {
    await open(`${address}${address.includes("?") ? "&" : "?"}lang=se`);
    assert.equal(await page.locator("html").getAttribute("lang"), "se");
    assert.deepEqual(await unmarked(page, missing("se")), []);
  });
}

test("language: names and summaries in another language than the page's say so", async ({ page, open, service }) => {
  await open("/trondheim?lang=en");
  await page.locator("#q").fill("anxiety");
  await answered(page);
  const ids = await page
    .locator("#svar .v-card")
    .evaluateAll((cards) => cards.map((card) => card.getAttribute("data-offer") ?? ""));
  assert.ok(ids.length > 0);
  const { hits } = await service.json("/v1/offers?q=anxiety&municipality=5001&lang=en&per_page=50");
  for (const id of ids.slice(0, 5)) {
    const told = hits.find((/** @type {any} */ hit) => hit.offer.id === id);
    if (!told) continue;
    const spoken = told.offer.text_languages?.name;
    const shown = await page
      .locator(`#svar [data-offer='${id}'] h3 a`)
      .first()
      .evaluate((link) => {
        let inner = /** @type {Element} */ (link);
        while (inner.children.length === 1 && inner.firstElementChild) inner = inner.firstElementChild;
        return inner.closest("[lang]")?.getAttribute("lang");
      });
    assert.equal(shown, spoken ?? "en", id);
  }
});

test("language: where Norwegian texts stand in for others it is said once, and among Norwegians never", async ({ page, open }) => {
  const said = page.locator(".v-tongue");
  for (const [lang, times] of /** @type {const} */ ([
    ["en", 1],
    ["se", 1],
    ["nb", 0],
    ["nn", 0],
  ])) {
    await open(`/trondheim?lang=${lang}`);
    await page.locator("#q").fill("angst");
    await answered(page);
    assert.equal(await said.count(), times, lang);
    const marked = page.locator("#svar .v-card:has(.v-card__summary > [lang]) h3 a");
    const link = (await marked.count()) > 0 ? marked : page.locator("#svar .v-card h3 a");
    await open((await link.first().getAttribute("href")) ?? "");
    assert.equal(await said.count(), times, `an offer in ${lang}`);
  }
});
