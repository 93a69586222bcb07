// Owns the proof that the console searches where the caller lives, for that call only, and tells what the service says as it says it.
import assert from "node:assert/strict";
import { asked, begin, rows } from "./support/console.mjs";
import { press, settled, test } from "./support.mjs";

const ELSEWHERE = "bor i Stjørdal, sliter med angst";

/** Which municipality the last search and the last plan were asked for. @param {import("playwright-core").Request[]} requests */
const askedFor = (requests) =>
  ["search", "navigate"].map(
    (path) => requests.findLast((one) => one.url().endsWith(`/v1/${path}`))?.postDataJSON().municipality,
  );

test("operator: whoever lives elsewhere gets what is there, with one key and for this call only", async ({
  page,
  requests,
}) => {
  await begin(page);
  const address = page.url();
  const title = await page.title();
  await asked(page, () => page.keyboard.insertText(ELSEWHERE));
  const there = page.locator(".v-op-elsewhere");
  const now = page.locator(".v-op-elsewhere__now");
  const local = page.locator(".v-op-fact dd", { hasText: /^Stjørdal$/ });
  assert.match(await there.getByRole("button").innerText(), /^Innringeren bor i Stjørdal\? Søk der/);
  assert.equal(await page.locator("[data-finding=place]").count(), 0, "no chip that would do nothing");
  assert.equal(await now.count() + (await local.count()), 0);
  assert.deepEqual(askedFor(requests), ["5001", "5001"], "nobody is sent elsewhere unasked");
  const home = await rows(page);

  await asked(page, () => page.keyboard.press("Alt+s"));
  assert.equal(await now.innerText(), "Denne samtalen: Stjørdal");
  assert.deepEqual(askedFor(requests), ["5035", "5035"]);
  assert.ok((await local.count()) > 0, "what is there stands there");
  assert.ok(await page.locator("#words:focus").isVisible(), "and who types goes on typing");
  assert.equal(await page.locator("#municipality").inputValue(), "5001", "the shift is where it was");
  assert.deepEqual([page.url(), await page.title()], [address, title], "and neither address nor title tells of the caller");
  await asked(page, () => page.keyboard.type(" og uro"));
  assert.deepEqual(askedFor(requests), ["5035", "5035"], "more words are asked there too");
  const told = page.waitForRequest(/\/v1\/needs$/);
  await press(page, "Alt+m", "1");
  assert.equal((await told).postDataJSON().municipality, "5035", "what was missing was missing there");
  await settled(page, () => !document.querySelector("dialog[open]"));

  await asked(page, () => page.locator("#words").fill(ELSEWHERE));
  await asked(page, () => page.keyboard.press("Alt+s"));
  assert.equal(await now.count(), 0, "the same key goes back");
  assert.deepEqual(await rows(page), home);

  await asked(page, () => there.getByRole("button").click());
  await asked(page, () => page.locator("#words").fill("angst"));
  assert.equal(await now.innerText(), "Denne samtalen: Stjørdal", "it holds though the words name it no longer");
  await asked(page, () => press(page, "Alt+n"));
  assert.equal(await there.count(), 0, "and ends with the call");
  assert.deepEqual(askedFor(requests), ["5001", "5001"]);
  await asked(page, () => page.keyboard.insertText(ELSEWHERE));
  await asked(page, () => page.keyboard.press("Alt+s"));
  await asked(page, () => page.locator("#municipality").selectOption("0301"));
  assert.equal(await now.count(), 0, "another shift's municipality holds at once");
  assert.deepEqual(askedFor(requests), ["0301", "0301"]);

  await press(page, "F1");
  const row = page.locator(".v-op-sheet > div", { hasText: "Søk der innringeren bor" });
  assert.deepEqual(await row.locator("kbd").allInnerTexts(), ["Alt", "S"]);
});

test("operator: of places with one name each is offered, and the key goes through them", async ({ page, requests }) => {
  await begin(page);
  const words = "bor i Herøy, sliter med angst";
  await asked(page, () => page.keyboard.insertText(words));
  const buttons = page.locator(".v-op-elsewhere").getByRole("button");
  await settled(page, () => document.querySelector(".v-op-elsewhere")?.textContent?.includes("Nordland") ?? false);
  const offered = (await buttons.allInnerTexts()).map((text) => /bor i (.*)\?/.exec(text)?.[1]);
  assert.deepEqual(offered, ["Herøy (Møre og Romsdal)", "Herøy (Nordland)"]);
  for (const number of ["1515", "1818", "5001", "1515"]) {
    assert.equal(await page.locator(".v-op-elsewhere [aria-keyshortcuts='Alt+S']").count(), 1);
    await asked(page, () => page.keyboard.press("Alt+s"));
    assert.deepEqual(askedFor(requests), [number, number]);
  }
  await asked(page, () => buttons.filter({ hasText: "Nordland" }).click());
  assert.deepEqual(askedFor(requests), ["1818", "1818"]);

  await begin(page, "/operator?municipality=1818");
  await asked(page, () => page.keyboard.insertText(words));
  assert.equal(await buttons.count(), 0, "the shift's own is meant");
  assert.match(await page.locator("[data-finding=place]").innerText(), /Herøy/);
});

test("operator: without the shift's municipality the words say where, and that is taken back", async ({ page }) => {
  await page.goto("/operator");
  await page.locator("main[data-ready]").waitFor();
  await asked(page, () => page.locator("#words").fill(ELSEWHERE));
  assert.equal(await page.locator(".v-op-elsewhere").count(), 0);
  await asked(page, () => page.keyboard.press("Alt+s"));
  assert.ok(await page.locator("[data-finding=place][data-ignored]").isVisible());
});

/**
 * Changes what the service answers before the page gets it.
 * @param {import("playwright-core").Page} page @param {string} path @param {(answer: any) => void} change
 */
const changed = (page, path, change) =>
  page.route(`**/v1/${path}`, async (route) => {
    const response = await route.fetch();
    const json = await response.json();
    change(json);
    await route.fulfill({ response, json });
  });

const DAY = 86_400_000;
/** Days that have other names in nynorsk than in bokmål. @type {Record<number, string>} */
const TOLD_APART = { 0: "søndag", 2: "tysdag", 6: "laurdag" };

test("operator: nynorsk is nynorsk in a browser that speaks English", { speaks: "en-GB" }, async ({ page }) => {
  const noon = Date.parse(`${new Date().toISOString().slice(0, 10)}T11:00:00Z`);
  const near = [2, 3, 4, 5, 6].map((days) => new Date(noon + days * DAY)).find((day) => day.getUTCDay() in TOLD_APART);
  const may = new Date(`${new Date(noon + 200 * DAY).getUTCFullYear() + 1}-05-02T10:00:00Z`);
  await changed(page, "navigate", ({ steps: [step] }) => {
    step.open = { now: false, until: null, next: near?.toISOString(), fallback: null, contacts: [], locations: [] };
    step.next_session = may.toISOString();
    step.freshness = { verified_on: "2026-05-02", as_of: null, stale: false };
  });
  await begin(page, "/operator?municipality=5001&lang=nn");
  await asked(page, () => page.keyboard.insertText("tysdag, snakkar teiknspråk, sliter med angst"));
  assert.match(await page.locator("[data-finding=time_of_day]").innerText(), /tysdag/);
  assert.match(await page.locator("[data-finding=language]").innerText(), /teiknspråk/);
  const row = await page.locator("article[data-offer]").first().innerText();
  assert.ok(row.includes(`Stengt, opnar ${TOLD_APART[near?.getUTCDay() ?? 0]} kl. `), row);
  assert.match(row, /Neste gong \S+dag 2\. mai kl\. 12\.00/);
  assert.match(row, /Kontrollert 2\. mai 2026/);
  assert.doesNotMatch(await page.locator("#screen").innerText(), /\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\bMay\b/);
});

test("operator: a question whose answers leave as many as there are is not put", async ({ page }) => {
  let telling = true;
  await changed(page, "navigate", ({ ask, left }) => {
    for (const option of ask?.options ?? []) option.leaves = telling && option === ask.options[0] ? left - 1 : left;
  });
  await begin(page);
  await asked(page, () => page.keyboard.insertText("angst"));
  assert.ok(await page.locator(".v-op-question").isVisible(), "one answer that tells is enough");
  telling = false;
  await asked(page, () => page.keyboard.insertText(" og uro"));
  assert.equal(await page.locator(".v-op-question, .v-op-option").count(), 0);
  await press(page, "Alt+1");
  assert.equal(await page.locator("[data-focus^='given:']").count(), 0, "nor answered by its number");
});

test("operator: a hit says what to do as a step does, and a line which channel its number is", async ({ page }) => {
  const action = { do: "ask_front_door", channel: null, value: null, at: null, text: "Ring sentralbordet og spør." };
  await changed(page, "search", ({ hits }) => {
    for (const hit of hits) Object.assign(hit, { action, asks: ["timebestilling"] });
  });
  await changed(page, "navigate", ({ safety }) => {
    if (safety) safety.support[0].channel_name = "Åpent på hverdager";
  });
  await begin(page);
  await asked(page, () => page.keyboard.insertText("jeg vil ikke leve lenger"));
  const hit = page.locator("article[data-kind=hit]").first();
  assert.match(await hit.locator(".v-op-row__way").innerText(), /^Ring sentralbordet og spør\./);
  assert.match(await hit.locator(".v-op-facts").innerText(), /timebestilling/);
  const line = page.locator(".v-op-danger__lines li").first();
  assert.match(await line.innerText(), /Åpent på hverdager/);
});
