// Owns the measuring of what people feel: from a key to the painted answer, and when a slow machine first paints.
// node tools/bench.mjs [OFFERS] (default 10000). Must not know how the pages do it.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { browser, closeAll } from "../tests/support/chromium.mjs";
import { settled } from "../tests/support/keys.mjs";
import { start } from "../tests/support/service.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const OFFERS = Number(process.argv[2] ?? 10_000);
const KEYS = 200;
const WARM = 20;
const LOADS = 15;
const TYPED = [
  "mannen min drikker for mye",
  "kurs i mestring av angst",
  "sint hele tida",
  "jente 15 vil ikke til skolen",
  "sover ikke om natta",
];

/** Writes the made-up catalogue that benches/measure.py measures on. @param {string} path */
function madeUp(path) {
  const script =
    "import sys; sys.path.insert(0, 'benches'); import measure; measure.made_up(sys.argv[1], int(sys.argv[2]))";
  execFileSync("python3", ["-c", script, path, String(OFFERS)], { cwd: ROOT });
}

/** Says in the page when a key went down and when the answer to it was painted. @param {string} watched */
function clock(watched) {
  const page = /** @type {any} */ (window);
  let began = 0;
  /** @type {(took: number) => void} */
  let done = () => {};
  page.arm = () => {
    began = 0;
    page.painted = new Promise((resolve) => (done = resolve));
  };
  addEventListener("keydown", (event) => (began = event.timeStamp), { capture: true });
  const target = document.querySelector(watched);
  if (!target) throw new Error(`no ${watched}`);
  new MutationObserver(() => {
    if (began === 0 || target.getAttribute("data-shown") !== target.getAttribute("data-asked")) return;
    const from = began;
    began = 0;
    // A task that is posted from a frame's own callback runs after that frame is painted.
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => done(performance.now() - from);
      channel.port2.postMessage(null);
    });
  }).observe(target, { attributes: true, attributeFilter: ["data-shown"], childList: true });
}

/** Milliseconds of every key. @param {import("playwright-core").Page} page @param {string} field @param {string} watched */
async function keys(page, field, watched) {
  await page.evaluate(clock, watched);
  /** @type {number[]} */
  const times = [];
  while (times.length < KEYS + WARM) {
    const text = TYPED[Math.floor(times.length / 20) % TYPED.length] ?? "";
    await page.evaluate(() => /** @type {any} */ (window).arm());
    await page.locator(field).press("Control+a");
    for (const letter of text) {
      await page.evaluate(() => /** @type {any} */ (window).arm());
      await page.keyboard.press(letter === " " ? "Space" : letter);
      times.push(await page.evaluate(() => /** @type {any} */ (window).painted));
      if (times.length >= KEYS + WARM) break;
    }
  }
  return times.slice(WARM);
}

/** Milliseconds until the first thing with content is painted, cold, on a processor slowed four times. @param {string} address */
async function firstPaints(address) {
  /** @type {number[]} */
  const times = [];
  for (let load = 0; load < LOADS; load += 1) {
    const context = await (await browser()).newContext({ viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await page.goto(address);
    await settled(page, () => performance.getEntriesByName("first-contentful-paint").length > 0);
    times.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0));
    await context.close();
  }
  return times;
}

/** @param {string} what @param {number[]} times @param {string} promised */
function row(what, times, promised) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ share) =>
    `${(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0)} ms`;
  console.log(`| ${what} | ${times.length} | ${at(0.5)} | ${at(0.95)} | ${promised} |`);
}

process.env.VEIVISER_BIN ??= join(ROOT, "target/release/veiviser");
const folder = mkdtempSync(join(tmpdir(), "veiviser-bench-"));
const catalogue = join(folder, "catalogue.jsonl");
madeUp(catalogue);
const running = await start({ catalogue, log: "error" });
try {
  const context = await (await browser()).newContext({ baseURL: running.base, viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  console.log(`${OFFERS.toLocaleString("en")} offers, ${cpus().length} cores\n`);
  console.log("| from … to … | times | p50 | p95 | promised |\n| --- | --- | --- | --- | --- |");
  await page.goto("/operator?municipality=5001");
  await page.waitForSelector("main[data-ready]");
  row("console: key down to painted answer", await keys(page, "#words", "main"), "p95 under 50 ms");
  await page.goto("/trondheim");
  await settled(page, () => document.documentElement.dataset["quick"] !== undefined);
  row("visitor's page: key down to painted answer", await keys(page, "#q", "#svar"), "–");
  await context.close();
  row(
    "visitor's page, CPU 4× slower: asked to first paint",
    await firstPaints(`${running.base}/trondheim`),
    "under 1000 ms",
  );
} finally {
  await closeAll();
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
}
