// Owns the proof that one line on somebody else's website is a search for everybody there, and that neither side disturbs the other.
import assert from "node:assert/strict";
import { hosts } from "./support/hosts.mjs";
import { settled, tabTo, test, violations } from "./support.mjs";

const WORDS = "angst";
const FIELD = "veiviser-sok input";
const HIT = "veiviser-sok [data-offer]";
const TOLD = "veiviser-sok [data-told]";

/** @typedef {import("playwright-core").Page} Page */

/** Types into the element as a visitor of that website does. @param {Page} page @param {string} words */
async function ask(page, words) {
  await page.locator(FIELD).first().waitFor();
  await tabTo(page, "input", { most: 40 });
  await page.keyboard.type(words);
  await page.locator(TOLD).first().waitFor();
}

for (const file of hosts()) {
  for (const size of /** @type {const} */ (["narrow", "desktop"])) {
    test(
      `embed: by keyboard inside ${file} (${size})`,
      { hosted: true, size },
      async ({ page, host, base, requests }) => {
        await page.goto(`${host}/${file}`);
        await ask(page, WORDS);
        assert.ok((await page.locator(HIT).count()) > 1);
        assert.ok(await page.locator(`${FIELD}:focus`).first().isVisible(), "who types goes on typing");
        await settled(page, () =>
          /\d/.test(
            document.querySelector("veiviser-sok")?.shadowRoot?.querySelector("[role=status], [aria-live]")
              ?.textContent ?? "",
          ),
        );
        await tabTo(page, "[data-offer] a", { most: 60 });
        assert.match(
          (await page.locator(`${HIT} a`).first().getAttribute("href")) ?? "",
          new RegExp(`^${base}/tilbud/|^tel:`),
        );
        assert.deepEqual(
          requests.map((request) => request.url()).filter((url) => url.includes(WORDS)),
          [],
          "the words stand in no address",
        );
      },
    );
  }

  test(
    `embed: ${file} cannot spoil the element, nor the element the page`,
    { hosted: true },
    async ({ page, host }) => {
      await page.route(/\/embed\.js$/, (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
      await page.goto(`${host}/${file}`);
      const around = () =>
        page.evaluate(() =>
          [...document.querySelectorAll("body *")]
            .filter((e) => !e.closest("veiviser-sok"))
            .map((e) =>
              [
                e.localName,
                getComputedStyle(e).cssText ||
                  [...getComputedStyle(e)]
                    .filter((p) => /color|font|border|padding|margin-left|background/.test(p))
                    .map((p) => getComputedStyle(e).getPropertyValue(p))
                    .join(),
              ].join(" "),
            ),
        );
      const before = await around();
      await page.unroute(/\/embed\.js$/);
      await page.reload();
      await page.locator(FIELD).first().waitFor();
      const after = await around();
      assert.deepEqual(
        after.filter((style, at) => style !== before[at]),
        [],
        "the page looks as it did",
      );
      await ask(page, WORDS);
      const spoiled = await page
        .locator("veiviser-sok")
        .first()
        .evaluate((element) => {
          const faults = [];
          for (const e of element.shadowRoot?.querySelectorAll("input, button, a, h2, h3, p, li") ?? []) {
            const style = getComputedStyle(e);
            const box = e.getBoundingClientRect();
            if (e.closest(".ds-sr-only, .sr-only, [hidden]") || box.width === 0) continue;
            const size = parseFloat(style.fontSize);
            if (size < 11 || size > 60) faults.push(`${e.localName}: ${style.fontSize}`);
            if (style.visibility !== "visible" || Number(style.opacity) < 0.9)
              faults.push(`${e.localName}: cannot be seen`);
            if (style.transform !== "none" && e.localName !== "summary") faults.push(`${e.localName}: turned`);
            if (style.textTransform !== "none") faults.push(`${e.localName}: ${style.textTransform}`);
            if (
              box.left < element.getBoundingClientRect().left - 4 ||
              box.right > element.getBoundingClientRect().right + 4
            )
              faults.push(`${e.localName} sticks out`);
          }
          return [...new Set(faults)];
        });
      assert.deepEqual(spoiled, []);
      assert.deepEqual(
        (await violations(page)).filter((line) => line.includes("veiviser-sok")),
        [],
      );
    },
  );
}

const [FIRST = ""] = hosts();

test(
  "embed: without JavaScript a plain link leads on",
  { hosted: true, script: false },
  async ({ page, host, base }) => {
    await page.goto(`${host}/${FIRST}`);
    const link = page.locator("veiviser-sok a");
    assert.ok(await link.isVisible());
    assert.match((await link.getAttribute("href")) ?? "", new RegExp(`^${base}/`));
    await link.click();
    await page.waitForSelector("#q");
  },
);

test("embed: danger stands first, with numbers", { hosted: true }, async ({ page, host }) => {
  await page.goto(`${host}/${FIRST}`);
  await ask(page, "jeg vil ikke leve lenger");
  const number = page.locator("veiviser-sok a[href='tel:113']").first();
  await number.waitFor();
  const [danger, hit] = [await number.boundingBox(), await page.locator(HIT).first().boundingBox()];
  assert.ok(danger && hit && danger.y < hit.y);
});

test("embed: the page hears what happened, never what was typed", { hosted: true }, async ({ page, host }) => {
  await page.addInitScript(() => {
    const heard = /** @type {any[]} */ (/** @type {any} */ (window).heard = []);
    const dispatch = EventTarget.prototype.dispatchEvent;
    EventTarget.prototype.dispatchEvent = function (event) {
      if (event instanceof CustomEvent && event.composed) heard.push({ type: event.type, detail: event.detail });
      return dispatch.call(this, event);
    };
  });
  await page.goto(`${host}/${FIRST}`);
  await ask(page, "zebraglad angst");
  const heard = await page.evaluate(() => /** @type {any[]} */ (/** @type {any} */ (window).heard));
  assert.ok(heard.length > 0, "something is told");
  assert.ok(heard.every((event) => event.type.startsWith("veiviser-")));
  assert.doesNotMatch(JSON.stringify(heard), /zebraglad|angst/i);
});

test(
  "embed: a network that breaks is told, and what is there stays",
  { hosted: true, mayLog: [/net::ERR_/, /Failed to load resource/] },
  async ({ page, host }) => {
    await page.goto(`${host}/${FIRST}`);
    await ask(page, WORDS);
    const before = await page.locator(HIT).count();
    await page.route(/\/v1\//, (route) => route.abort("connectionreset"));
    await page.keyboard.type(" og rus");
    await settled(page, () =>
      /nett|kontakt|prøver/i.test(document.querySelector("veiviser-sok")?.shadowRoot?.textContent ?? ""),
    );
    assert.equal(await page.locator(HIT).count(), before);
    await page.unroute(/\/v1\//);
    await page.keyboard.type(" hver dag");
    await settled(
      page,
      () => !/prøver igjen/i.test(document.querySelector("veiviser-sok")?.shadowRoot?.textContent ?? ""),
    );
  },
);

test(
  "embed: the frame may stand in anybody's page, and nothing else of ours may",
  { hosted: true, mayLog: [/frame-ancestors|X-Frame-Options|ERR_BLOCKED_BY_RESPONSE/] },
  async ({ page, host, base }) => {
    await page.goto(`${host}/${FIRST}`);
    const framed = (/** @type {string} */ path) =>
      page.evaluate((src) => {
        const frame = document.createElement("iframe");
        frame.src = src;
        frame.title = src;
        document.body.append(frame);
      }, base + path);
    await framed("/embed/3413");
    const inner = page.frameLocator(`iframe[src='${base}/embed/3413']`);
    await inner.locator(FIELD).first().fill(WORDS);
    await inner.locator(HIT).first().waitFor();
    await framed("/trondheim");
    await settled(page, () => document.querySelectorAll("iframe").length === 2);
    assert.equal(await page.frameLocator(`iframe[src='${base}/trondheim']`).locator("#q").count(), 0);
  },
);

test(
  "embed: an editor picks a municipality, sees it, and copies one line",
  { clipboard: true },
  async ({ page, open, base }) => {
    await open("/embed");
    const choice = page.locator("main select, main input[list]").first();
    await choice.waitFor();
    if ((await choice.evaluate((e) => e.localName)) === "select") await choice.selectOption("3413");
    else {
      await choice.fill("Stange");
      await choice.press("Enter");
    }
    await page.locator("veiviser-sok[municipality='3413']").waitFor();
    await page.locator(FIELD).first().waitFor();
    await page
      .locator("main button", { hasText: /kopier/i })
      .first()
      .focus();
    await page.keyboard.press("Enter");
    await settled(page, () => /kopiert/i.test(document.querySelector("main")?.textContent ?? ""));
    const line = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(line, /<script type="module" src="[^"]+\/embed\.js"><\/script>/);
    assert.match(line, /<veiviser-sok municipality="3413"/);
    assert.ok(line.includes(base));
  },
);

for (const [lang, label] of [
  ["nn", /Søk/],
  ["en", /Search/],
]) {
  test(`embed: the frame speaks ${lang}`, async ({ page, open }) => {
    await open(`/embed/3413?lang=${lang}`);
    await page.locator(FIELD).first().waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), lang);
    assert.match(
      await page.locator("veiviser-sok").evaluate((e) => e.shadowRoot?.textContent ?? ""),
      /** @type {RegExp} */ (label),
    );
  });
}
