// Owns the proof that a call can be taken by keyboard alone.
import assert from "node:assert/strict";
import { asked, begin, picked, rows } from "./support/console.mjs";
import { drawn, found, press, settled, test } from "./support.mjs";

const WORDS = "zebraglad jente 15 tør ikke gå på skolen, bor i Malvik";

test("operator: a whole call by keyboard alone", { clipboard: true }, async ({ page, context, requests }) => {
  await page.addInitScript(() => {
    window.print = () =>
      (document.documentElement.dataset["printed"] = document.body.innerText.length > 0 ? "yes" : "");
  });
  await begin(page);
  await asked(page, () => page.keyboard.type(WORDS));
  await page.locator("[data-finding=topic]").waitFor();
  for (const finding of ["age", "place"])
    assert.ok(await page.locator(`[data-finding=${finding}]`).isVisible(), finding);

  const inMalvik = await rows(page);
  await asked(page, () => page.keyboard.press("Alt+s"));
  assert.ok(
    await page.locator("[data-finding=place][data-ignored]").isVisible(),
    "the place is taken back with one key",
  );
  await asked(page, () => page.keyboard.press("Alt+s"));
  assert.deepEqual(await rows(page), inMalvik, "and put back with the same");

  const question = await page.locator(".v-op-question").innerText();
  await asked(page, () => page.keyboard.press("Alt+1"));
  assert.equal(await page.locator("[data-focus^='given:']").count(), 1, "a question is answered by its number");
  await settled(page, (text) => document.querySelector(".v-op-question")?.textContent !== text, question);
  assert.ok(await page.locator("#words:focus").isVisible(), "and who types goes on typing");
  await asked(page, () => page.keyboard.press("Alt+z"));
  assert.equal(await page.locator("[data-focus^='given:']").count(), 0);

  const [first, second] = await rows(page);
  assert.equal(await picked(page), first);
  await press(page, "ArrowDown");
  assert.equal(await picked(page), second);
  await press(page, "Enter", "ArrowUp", "Enter", "ArrowDown", "ArrowDown", "Enter");
  assert.equal(await page.locator(".v-op-listed li").count(), 3);
  assert.equal(await page.locator("#words").inputValue(), WORDS, "Enter writes nothing into the field");

  await press(page, "Alt+o");
  const dialog = page.locator("dialog[open]");
  await dialog.locator(".v-op-aloud").waitFor();
  assert.match(await dialog.locator(".v-op-aloud").innerText(), /\S/);
  await press(page, "1");
  await settled(page, () =>
    [...document.querySelectorAll("dialog[open] [role=status]")].some((one) => /kopiert/i.test(one.textContent ?? "")),
  );
  assert.equal(
    await page.evaluate(() => navigator.clipboard.readText()),
    await dialog.locator(".v-op-sms").textContent(),
  );
  await drawn(page, "dialog[open] img");
  await press(page, "3");
  const link = (await dialog.locator(".v-op-link__text").getAttribute("href")) ?? "";
  await settled(page, async (link) => (await navigator.clipboard.readText()) === link, link);
  await press(page, "2");
  await settled(page, () => document.documentElement.dataset["printed"] === "yes");
  await press(page, "Escape");
  await settled(page, () => document.activeElement?.id === "words" && !document.querySelector("dialog[open]"));

  const told = page.waitForRequest(/\/v1\/needs$/);
  await press(page, "Alt+m");
  await page.locator("dialog[open] .v-op-option").first().waitFor();
  await press(page, "1");
  const need = (await told).postDataJSON();
  assert.deepEqual(
    Object.keys(need).filter((key) => !["municipality", "topics", "age_band", "why"].includes(key)),
    [],
  );
  assert.equal(need.why, "none_here");
  await settled(page, () => !document.querySelector("dialog[open]"));

  await press(page, "Alt+n");
  await settled(
    page,
    () => /** @type {HTMLTextAreaElement | null} */ (document.querySelector("#words:focus"))?.value === "",
  );
  assert.equal(await page.locator(".v-op-listed li").count(), 0);

  const other = await context.newPage();
  assert.equal((await other.goto(link))?.status(), 200, "the caller's link is a page");
  assert.equal(await other.locator(`[data-offer='${second}']`).count(), 1);
  assert.deepEqual(found(requests.map((request) => request.url()).join("\n"), ["zebraglad", "skolen"]), []);
});

test("operator: one offer alone is handed over too", async ({ page }) => {
  await begin(page);
  await asked(page, () => page.keyboard.insertText("angst"));
  await press(page, "Enter", "Alt+o");
  await page.locator("dialog[open] .v-op-link__text").waitFor();
});

test("operator: danger stands on top, unmistakable, and the field keeps focus", async ({ page }) => {
  await begin(page);
  await asked(page, () => page.keyboard.type("jeg vil ikke leve lenger"));
  const danger = page.locator(".v-op-danger");
  await danger.waitFor();
  const [box, row] = [await danger.boundingBox(), await page.locator("article[data-offer]").first().boundingBox()];
  assert.ok(box && row && box.y + box.height <= row.y, "above every offer");
  const [now, talk] = await Promise.all(
    [".v-op-danger__now", ".v-op-danger__talk"].map((part) =>
      danger.locator(`${part} a`).evaluateAll((links) => links.map((link) => link.getAttribute("href"))),
    ),
  );
  assert.ok(now?.includes("tel:113"));
  assert.ok(talk?.includes("tel:116123") && !talk.includes("tel:113"));
  const size = await danger
    .locator(".v-op-danger__now a")
    .first()
    .evaluate((link) => parseFloat(getComputedStyle(link).fontSize));
  assert.ok(size >= 24, `a number to be read aloud at ${size} px`);
  assert.ok(await page.locator("#words:focus").isVisible());
});

test("operator: keys of one character work outside the field and write inside it; the sheet tells them all", async ({
  page,
}) => {
  await begin(page);
  await asked(page, () => page.keyboard.type("angst? 15 / 2"));
  assert.equal(await page.locator("#words").inputValue(), "angst? 15 / 2");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  await press(page, "F1");
  await page.locator("dialog[open] .v-op-sheet").waitFor();
  await press(page, "Escape", "Tab", "?");
  const sheet = page.locator("dialog[open] .v-op-sheet");
  await sheet.waitFor();
  for (const key of ["Enter", "Alt", "F1", "Esc"])
    assert.ok((await sheet.locator("kbd", { hasText: key }).count()) > 0, key);
  await press(page, "Escape");
  await settled(page, () => !document.querySelector("dialog[open]"));
  await asked(page, () => page.keyboard.press("1"));
  assert.equal(await page.locator("[data-focus^='given:']").count(), 1);
});

test(
  "operator: without JavaScript the console says so and leads to the search that works",
  { script: false },
  async ({ page, open }) => {
    await open("/operator?municipality=5001");
    await page.locator("noscript a, main a[href^='/trondheim']").first().click();
    await page.waitForSelector("#q");
  },
);
