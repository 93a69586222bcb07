// Owns the proof that a network that stutters, breaks or is slow costs nobody what stands there, on the visitor's page and the console.
import assert from "node:assert/strict";
import { answered, offers } from "./support/answer.mjs";
import { asked, begin, rows, shown } from "./support/console.mjs";
import { settled, test } from "./support.mjs";

const WORDS = "noen å snakke med";
const API = /\/v1\/(search|navigate)$/;
const CUT = [/net::ERR_/, /Failed to load resource/];
const POST = (/** @type {URL} */ url) => url.pathname === "/trondheim";

test("visitor: an old answer never stands over a newer one", async ({ page, open }) => {
  await open("/trondheim");
  /** @type {(() => void) | undefined} */
  let letGo;
  const held = new Promise((done) => (letGo = () => done(undefined)));
  let asked = 0;
  await page.route(POST, async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    asked += 1;
    if (asked === 1) await held;
    await route.continue().catch(() => {});
  });
  await page.locator("#q").fill("rus");
  await settled(page, () => document.querySelector("#svar")?.getAttribute("aria-busy") === "true");
  await page.locator("#q").fill("får ikke sove");
  await answered(page);
  const newer = await page.locator("#svar").innerHTML();
  letGo?.();
  // One more answer that surely comes after the old one shows that the old one changed nothing.
  await page.evaluate(() => fetch("/livez"));
  assert.equal(await page.locator("#svar").innerHTML(), newer);
});

test(
  "visitor: a network that breaks is told, what is there stays, and it recovers",
  { mayLog: CUT },
  async ({ page, open }) => {
    await open("/trondheim");
    await page.locator("#q").fill(WORDS);
    await answered(page);
    const before = await offers(page);
    await page.route(POST, (route) => route.abort("connectionreset"));
    await page.locator("#q").fill("får ikke sove");
    await page.locator(".v-stutter").waitFor();
    assert.match(await page.locator("#status").innerText(), /\S/, "it is said aloud too");
    assert.deepEqual(await offers(page), before);
    await page.unroute(POST);
    await settled(page, () => (document.querySelector(".v-stutter")?.clientHeight ?? 0) === 0);
    await answered(page);
    assert.notDeepEqual(await offers(page), before);
  },
);

test(
  "visitor: no network at all leaves a button to ask again, and the network's coming back is noticed",
  { mayLog: CUT },
  async ({ page, context, open }) => {
    await open("/trondheim");
    await page.route(POST, (route) => route.abort("connectionreset"));
    await page.locator("#q").fill(WORDS);
    const again = page.locator(".v-stutter button");
    await again.waitFor();
    await page.unroute(POST);
    await again.focus();
    await page.keyboard.press("Enter");
    await answered(page);
    const before = await offers(page);
    assert.ok(before.length > 0);
    await context.setOffline(true);
    await page.locator("#q").fill("får ikke sove");
    await page.locator(".v-stutter").waitFor();
    await context.setOffline(false);
    await settled(page, () => (document.querySelector(".v-stutter")?.clientHeight ?? 0) === 0);
    await answered(page);
    assert.notDeepEqual(await offers(page), before);
  },
);

test("operator: what comes late never stands over what is newer", async ({ page }) => {
  await begin(page);
  /** @type {(value?: unknown) => void} */
  let letGo = () => {};
  const held = new Promise((done) => (letGo = done));
  let coming = 0;
  await page.route(API, async (route) => {
    coming += 1;
    if (coming <= 2) await held;
    await route.continue().catch(() => {});
  });
  const old = page.waitForRequest(API);
  await page.locator("#words").fill("rus");
  await old;
  await asked(page, () => page.keyboard.insertText(" får ikke sove"));
  const [newer, number] = [await rows(page), await shown(page)];
  letGo();
  await page.evaluate(() => fetch("/livez"));
  assert.deepEqual([await rows(page), await shown(page)], [newer, number]);
});

test(
  "operator: a network that breaks is told, what is there stays, and it recovers by itself",
  { mayLog: CUT },
  async ({ page, context }) => {
    await begin(page);
    await asked(page, () => page.keyboard.insertText("angst"));
    const before = await rows(page);
    await page.route(API, (route) => route.abort("connectionreset"));
    await page.keyboard.insertText(" og rus");
    const network = page.locator("[data-network]");
    await settled(page, () => document.querySelector("[data-network=away]") !== null);
    assert.match(await network.innerText(), /\S/);
    assert.deepEqual(await rows(page), before, "what is there stays");
    await page.keyboard.insertText(" hver dag");
    await asked(page, () => page.unroute(API));
    await settled(page, () => document.querySelector("[data-network=back], [data-network=fine]") !== null);
    assert.equal(await page.locator("#words").inputValue(), "angst og rus hver dag");

    await context.setOffline(true);
    await page.keyboard.insertText(" nå");
    await settled(page, () => document.querySelector("[data-network=away]") !== null);
    await asked(page, () => context.setOffline(false));
  },
);

test("operator: a slow answer is told of, and what is there stays", async ({ page }) => {
  await begin(page);
  await asked(page, () => page.keyboard.insertText("angst"));
  const before = await rows(page);
  /** @type {(value?: unknown) => void} */
  let letGo = () => {};
  const held = new Promise((done) => (letGo = done));
  await page.route(API, async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  await page.keyboard.insertText(" og rus");
  await settled(page, () => document.querySelector("[data-network=slow]") !== null);
  assert.deepEqual(await rows(page), before);
  await asked(page, async () => letGo());
});

test("operator: a service too busy to search still tells whom to call", { mayLog: [/503/] }, async ({ page }) => {
  await begin(page);
  const line = { id: "x", name: "113 – medisinsk nødtelefon", number: "113", url: null, hours: "24/7", open: true };
  const safety = { level: "emergency", topic: "acute_medical", emergency: [line], support: [] };
  const busy = {
    type: "/docs/problems#busy",
    title: "Busy",
    status: 503,
    code: "busy",
    detail: "Try again.",
    request_id: "x",
    safety,
  };
  await page.route(API, (route) =>
    route.fulfill({ status: 503, contentType: "application/problem+json", body: JSON.stringify(busy) }),
  );
  await page.keyboard.insertText("han puster ikke");
  await page.locator(".v-op-danger a[href='tel:113']").waitFor();
});
