// Owns the proof that everybody can use every page in every state: axe in light and dark, and what axe cannot see by hand.
import assert from "node:assert/strict";
import { saidAloud } from "./support/answer.mjs";
import { asked, begin } from "./support/console.mjs";
import { STATES } from "./support/states.mjs";
import { bones, small, stops } from "./support/structure.mjs";
import { overflow, settled, test, violations } from "./support.mjs";

for (const { name, mayLog = [], go } of STATES) {
  test(`access: ${name}`, { size: "desktop", mayLog }, async (visit) => {
    const { page } = visit;
    await go(visit);
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await settled(page, () => document.getAnimations().every((one) => one.playState !== "running"));
      assert.deepEqual(await violations(page), [], colorScheme);
    }
    assert.deepEqual(await bones(page), []);
    for (const [width, height] of /** @type {const} */ ([
      [320, 640],
      [768, 1024],
      [2560, 1440],
    ])) {
      await page.setViewportSize({ width, height });
      assert.deepEqual(await overflow(page), [], `at ${width} px`);
    }
  });
}

const WAYS = STATES.filter((state) => state.way);
for (const { name, go, mayLog = [] } of WAYS) {
  test(
    `access: Tab goes from top to bottom and one sees where it stands: ${name}`,
    { size: "phone", mayLog },
    async (visit) => {
      await go(visit);
      const way = await stops(visit.page);
      assert.ok(way.length > 1, "there is something to go through");
      assert.deepEqual(
        way.filter((stop) => !stop.ringed).map((stop) => stop.what),
        [],
        "focus is seen",
      );
      assert.deepEqual(
        way.filter((stop) => stop.hidden).map((stop) => stop.what),
        [],
        "and not covered",
      );
      const back = way.flatMap((stop, at) =>
        !way[at - 1]?.stays && stop.top + stop.height < (way[at - 1]?.top ?? 0)
          ? [`${way[at - 1]?.what} → ${stop.what}`]
          : [],
      );
      assert.deepEqual(back, [], "and does not jump up");
      assert.deepEqual(await small(visit.page), [], "targets of 44 px");
    },
  );
}

test("access: the visitor's count is told politely, once the typing rests", async ({ page, open }) => {
  await open("/trondheim");
  const region = page.locator("#status");
  assert.equal(await region.getAttribute("aria-live"), "polite");
  await page.evaluate(() => {
    const region = document.querySelector("#status");
    const told = /** @type {string[]} */ (/** @type {any} */ (window).told = []);
    if (region)
      new MutationObserver(() => told.push(region.textContent ?? "")).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
  });
  await page.locator("#q").focus();
  await page.keyboard.type("noen å snakke med");
  assert.match(await saidAloud(page), /\d+ tilbud/);
  const spoken = await page.evaluate(() => /** @type {any} */ (window).told.length);
  assert.ok(spoken <= 2, `${spoken} announcements for seventeen keys`);
});

test("access: the console says what stands there politely, and danger at once and once", async ({ page }) => {
  await begin(page);
  assert.equal(await page.locator("#said[role=status]").count(), 1);
  assert.equal(await page.locator("#alarm[role=alert]").count(), 1);
  await asked(page, () => page.keyboard.type("angst"));
  await settled(page, () => /^\d+ forslag\. Først: ./.test(document.querySelector("#said")?.textContent ?? ""));
  await page.evaluate(() => {
    const alarm = document.querySelector("#alarm");
    const told = /** @type {string[]} */ (/** @type {any} */ (window).told = []);
    if (alarm)
      new MutationObserver(() => told.push(alarm.textContent ?? "")).observe(alarm, {
        childList: true,
        characterData: true,
        subtree: true,
      });
  });
  await page.keyboard.press("Control+a");
  await asked(page, () => page.keyboard.type("jeg vil ikke leve lenger"));
  await settled(page, () => /113/.test(document.querySelector("#alarm")?.textContent ?? ""));
  await asked(page, () => page.keyboard.type(" nå"));
  const spoken = /** @type {string[]} */ (await page.evaluate(() => /** @type {any} */ (window).told));
  assert.equal(spoken.filter((text) => /113/.test(text)).length, 1, "danger is not shouted with every key");
});

test("access: focus stays on what it stood on when the console's answer moves", async ({ page }) => {
  await begin(page);
  await asked(page, () => page.keyboard.type("jente 15 tør ikke gå på skolen"));
  await page.locator("[data-finding=topic]").first().focus();
  await asked(page, () => page.keyboard.press("Enter"));
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("data-finding")), "topic");
  // And back again, where the chip stands now.
  await asked(page, () => page.keyboard.press("Enter"));
  const option = page.locator(".v-op-option").first();
  await option.focus();
  await asked(page, () => page.keyboard.press("Enter"));
  assert.notEqual(await page.evaluate(() => document.activeElement?.localName), "body");
});

for (const address of ["/trondheim", "/operator?municipality=5001", "/fastlege?icpc2=P76&municipality=5001"]) {
  test(
    `access: forced colours leave focus and edges to be seen: ${address}`,
    { colors: "active", size: "phone" },
    async ({ page, open }) => {
      await open(address);
      const way = await stops(page, 25);
      assert.deepEqual(
        way.filter((stop) => !stop.ringed).map((stop) => stop.what),
        [],
      );
      const flat = await page
        .locator("button.ds-button, input.ds-input, .ds-chip, textarea")
        .evaluateAll((all) =>
          all
            .filter(
              (e) =>
                e.checkVisibility() &&
                getComputedStyle(e).borderTopStyle === "none" &&
                getComputedStyle(e).outlineStyle === "none" &&
                !e.matches("[data-variant=tertiary]"),
            )
            .map((e) => `${e.localName}.${e.className}`),
        );
      assert.deepEqual(flat, [], "what can be pressed has an edge");
    },
  );

  test(`access: reduced motion moves nothing: ${address}`, { motion: "reduce" }, async ({ page, open }) => {
    await open(address);
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll("*")]
        .filter((e) => {
          const { transitionDuration, transitionProperty, animationName, animationDuration, scrollBehavior } =
            getComputedStyle(e);
          const long = (/** @type {string} */ times) => times.split(",").some((time) => parseFloat(time) > 0.01);
          return (
            (animationName !== "none" && long(animationDuration)) ||
            (/all|transform|top|left|width|height|translate/.test(transitionProperty) && long(transitionDuration)) ||
            scrollBehavior === "smooth"
          );
        })
        .map((e) => `${e.localName}.${e.className}`),
    );
    assert.deepEqual([...new Set(moving)], []);
  });

  test(`access: text set wide apart pushes nothing out: ${address}`, { size: "narrow" }, async ({ page, open }) => {
    await open(address);
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }",
      );
      document.adoptedStyleSheets.push(sheet);
    });
    assert.deepEqual(await overflow(page), []);
  });
}
