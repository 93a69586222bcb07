// Owns the proof that the visitor's page is light and stands still, and that the element is small.
import assert from "node:assert/strict";
import { get } from "node:http";
import { answered } from "./support/answer.mjs";
import { settled, test } from "./support.mjs";

const VISITOR = 120_000;
const ELEMENT = 30_000;

/** Counts bytes as they came over the wire, headers too. @param {import("playwright-core").Page} page */
async function scales(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  /** @type {Map<string, string>} */
  const urls = new Map();
  /** @type {Map<string, number>} */
  const bytes = new Map();
  devtools.on("Network.requestWillBeSent", ({ requestId, request }) => urls.set(requestId, request.url));
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) =>
    bytes.set(urls.get(requestId) ?? requestId, encodedDataLength),
  );
  return { devtools, bytes, all: () => [...bytes.values()].reduce((sum, one) => sum + one, 0) };
}

/** Everything is there: scripts have run, and the fonts that are asked for have come. @param {import("playwright-core").Page} page */
async function quiet(page) {
  await page.waitForLoadState("load");
  await settled(page, () => document.documentElement.dataset["quick"] !== undefined);
  await page.evaluate(() => document.fonts.ready.then(() => true));
  await page.waitForLoadState("networkidle");
}

/** Adds up what moved without anybody having pressed anything. */
function watchShifts() {
  /** @type {any} */ (window).shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const shift = /** @type {any} */ (entry);
      if (shift.hadRecentInput) continue;
      const moved = shift.sources.map(
        (/** @type {any} */ s) => `${s.node?.localName ?? "?"}.${s.node?.className ?? ""}`,
      );
      /** @type {any} */ (window).shifts.push(`${shift.value.toFixed(4)} ${moved.join(", ")}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
}

for (const size of /** @type {const} */ (["phone", "desktop"])) {
  test(
    `weight: the visitor's page with a cold cache is under 120 KB and stands still (${size})`,
    { size },
    async ({ page, open }) => {
      const { devtools, bytes, all } = await scales(page);
      await page.addInitScript(watchShifts);
      // A slow line shows what comes late and pushes.
      await devtools.send("Network.emulateNetworkConditions", {
        offline: false,
        latency: 80,
        downloadThroughput: 250_000,
        uploadThroughput: 100_000,
      });
      await open("/trondheim");
      await quiet(page);
      assert.ok(bytes.size > 2, "something was weighed");
      assert.ok(all() < VISITOR, `${all()} bytes: ${JSON.stringify([...bytes], null, 1)}`);
      await page.locator("#q").fill("noen å snakke med");
      await answered(page);
      assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).shifts), []);
      assert.ok(all() < VISITOR, `with an answer ${all()} bytes`);
    },
  );
}

test("weight: a second page costs its own HTML alone", async ({ page, open }) => {
  await open("/trondheim");
  await quiet(page);
  const { bytes } = await scales(page);
  await open("/bergen");
  await quiet(page);
  const paid = [...bytes].filter(([url, size]) => size > 0 && url.includes("/assets/"));
  assert.deepEqual(paid, []);
});

for (const encoding of ["br", "gzip"]) {
  test(`weight: the element is under 30 KB with ${encoding}, its styles in it`, async ({ base }) => {
    const [kind, size] = await new Promise((done, fail) => {
      get(`${base}/embed.js`, { headers: { "accept-encoding": encoding } }, (answer) => {
        let sum = 0;
        answer.on("data", (chunk) => (sum += chunk.length));
        answer.on("end", () => done([answer.headers["content-encoding"], sum]));
      }).on("error", fail);
    });
    assert.equal(kind, encoding);
    assert.ok(size > 1000 && size < ELEMENT, `${size} bytes`);
  });
}
