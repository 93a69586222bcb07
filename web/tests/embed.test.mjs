// Owns the proof that one line on somebody else's website is a search for everybody there, and that neither side disturbs the other.
import assert from "node:assert/strict";
import { hosts } from "./support/hosts.mjs";
import { settled, tabTo, test, violations } from "./support.mjs";

const WORDS = "angst";
const FIELD = "veiviser-sok input";
const HIT = "veiviser-sok [data-offer]";
const TOLD = "veiviser-sok [data-told]";
const CHIP = "veiviser-sok [data-drop]";
const DANGER = "veiviser-sok .danger";

/** @typedef {import("playwright-core").Page} Page */

/** Types into the element as a visitor of that website does. @param {Page} page @param {string} words */
async function ask(page, words) {
  await page.locator(FIELD).first().waitFor();
  await tabTo(page, "input", { most: 40 });
  await page.keyboard.type(words);
  await page.locator(TOLD).first().waitFor();
}

/** Changes attributes of the element as the page's editor would. @param {Page} page @param {Record<string, string>} attributes */
const set = (page, attributes) =>
  page.locator("veiviser-sok").evaluate((element, attributes) => {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  }, attributes);

/** Changes what the service answers to words. @param {Page} page @param {(plan: any, asked: any) => void} change */
const answering = (page, change) =>
  page.route(/\/v1\/navigate$/, async (route) => {
    const answer = await route.fetch();
    const plan = await answer.json();
    change(plan, route.request().postDataJSON());
    await route.fulfill({ response: answer, json: plan });
  });

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

test("embed: a number stands there once", { hosted: true }, async ({ page, host }) => {
  await page.goto(`${host}/${FIRST}`);
  await ask(page, "jeg vil ikke leve lenger");
  await page.locator(DANGER).waitFor();
  const lines = page.locator("veiviser-sok li", { has: page.locator("[href='tel:116117']") });
  const [called] = await lines.filter({ has: page.locator(".number") }).allTextContents();
  assert.equal(called?.match(/116\s?117/g)?.length, 1, called);
  for (const name of await lines.locator(".name").allTextContents()) assert.doesNotMatch(name, /116\s?117/);
});

test("embed: danger that is seen stays until the typing rests", { hosted: true }, async ({ page, host }) => {
  const words = "jeg vil ikke leve lenger";
  await answering(page, (plan, { q }) => {
    if (q !== words) plan.safety = null;
  });
  await page.goto(`${host}/${FIRST}`);
  await page.evaluate(() => {
    const counted = /** @type {any} */ (window);
    counted.dangers = 0;
    addEventListener("veiviser-danger", () => (counted.dangers += 1));
  });
  await ask(page, words);
  await page.locator(DANGER).waitFor();
  for (const key of " uten") {
    const answer = page.waitForResponse(/\/v1\/navigate$/, { timeout: 400 }).catch(() => null);
    await page.keyboard.type(key);
    await answer;
    assert.ok(await page.locator(DANGER).isVisible(), "half a word takes no number away");
  }
  await page.locator(DANGER).waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).dangers), 1);
});

for (const { lang, none } of [
  { lang: "nb", none: "Vi kjenner ikke til noe slikt tilbud i Stange selv." },
  { lang: "nn", none: "Vi kjenner ikkje til noko slikt tilbod i Stange sjølv." },
]) {
  test(`embed: says where the municipality has none itself (${lang})`, { hosted: true }, async ({ page, host }) => {
    let reach = "national";
    await answering(page, (plan) => {
      plan.left = plan.steps.length;
      for (const step of plan.steps) step.reach = reach;
    });
    await page.goto(`${host}/${FIRST}`);
    await set(page, { lang });
    await ask(page, WORDS);
    await page.locator("veiviser-sok", { hasText: none }).waitFor();
    reach = "shared";
    await page.keyboard.type(" og");
    await settled(
      page,
      () => !/Vi kjenner ik/.test(document.querySelector("veiviser-sok")?.shadowRoot?.textContent ?? ""),
    );
  });
}

test("embed: what was understood is taken back by keyboard", { hosted: true }, async ({ page, host, requests }) => {
  await page.goto(`${host}/${FIRST}`);
  await ask(page, "gutt 15 år med angst om kvelden");
  await page.locator(CHIP, { hasText: "15 år" }).waitFor();
  await tabTo(page, "[data-drop=age]");
  const chips = await page.locator(CHIP).count();
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(CHIP).count(), chips - 1);
  assert.equal(await page.locator(`${CHIP}:focus`).count(), 1, "focus is on the next one");
  await settled(page, () => document.querySelector("veiviser-sok")?.shadowRoot?.querySelector("[aria-busy=false]"));
  const { ignore } = requests.findLast((request) => request.url().endsWith("/v1/navigate"))?.postDataJSON() ?? {};
  assert.equal(ignore, "age");
  assert.equal(await page.locator(CHIP, { hasText: "15 år" }).count(), 0);
  await set(page, { compact: "" });
  await page.locator(CHIP).first().waitFor({ state: "detached" });
  await page.locator(FIELD).fill("jente 15 år");
  await page.locator("veiviser-sok").evaluate((element) => element.removeAttribute("compact"));
  await page.locator(CHIP, { hasText: "15 år" }).waitFor();
});

test("embed: a name of several municipalities says so, to both sides", { hosted: true }, async ({ page, host }) => {
  const warned = page.waitForEvent("console", (message) => message.type() === "warning");
  await page.goto(`${host}/${FIRST}`);
  await set(page, { municipality: "Herøy" });
  await ask(page, WORDS);
  await page.locator("veiviser-sok", { hasText: /Møre og Romsdal.*Nordland/s }).waitFor();
  assert.match((await warned).text(), /Herøy.*1515.*1818/);
});

for (const { value, attributes, told } of [
  { value: "Bergn", attributes: { municipality: "Bergn" }, told: /Vi kjenner ikke stedet Bergn her/ },
  { value: "9999", attributes: { municipality: "9999" }, told: /Vi kjenner ikke stedet 9999 her/ },
  { value: "tullball", attributes: { topic: "tullball" }, told: /./ },
]) {
  test(
    `embed: what the page sets wrong takes no help away: ${JSON.stringify(attributes)}`,
    { hosted: true, mayLog: [/Failed to load resource: .*40[04]/] },
    async ({ page, host }) => {
      /** @type {string[]} */
      const warned = [];
      page.on("console", (message) => message.type() === "warning" && warned.push(message.text()));
      await page.goto(`${host}/${FIRST}`);
      await set(page, attributes);
      await ask(page, "jeg vil ikke leve lenger");
      await page.locator("veiviser-sok a[href='tel:113']").waitFor();
      await page.locator("veiviser-sok", { hasText: told }).waitFor();
      assert.ok((await page.locator(HIT).count()) > 0, "offers are there too");
      assert.equal(await page.locator("veiviser-sok .trouble").count(), 0);
      const about = warned.filter((line) => line.includes("veiviser-sok"));
      assert.equal(about.length, 1, about.join("\n"));
      assert.ok(about[0]?.includes(value), "the editor is told which value, and nobody's words");
      assert.doesNotMatch(about[0] ?? "", /leve/);
    },
  );
}

test("embed: nynorsk has its own weekdays, in any browser", { hosted: true, speaks: "en-GB" }, async ({ page, host }) => {
  const next = new Date(Date.now() + 3 * 86_400_000);
  await answering(page, (plan) => {
    Object.assign(plan.steps[0].open, { now: false, next: next.toISOString() });
    plan.steps[0].offer.contacts = [];
    plan.steps[0].freshness = { verified_on: null, as_of: "2018-10", stale: true };
  });
  await page.goto(`${host}/${FIRST}`);
  await set(page, { lang: "nn" });
  await ask(page, WORDS);
  const english = next.toLocaleDateString("en", { weekday: "long", timeZone: "Europe/Oslo" });
  const days = ["Monday måndag", "Tuesday tysdag", "Wednesday onsdag", "Thursday torsdag", "Friday fredag"];
  const day = [...days, "Saturday laurdag", "Sunday søndag"].find((pair) => pair.startsWith(english))?.split(" ")[1];
  const told = await page.locator(HIT).first().innerText();
  assert.match(told, new RegExp(`Opnar ${day} klokka`));
  assert.match(told, /oktober 2018/);
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
