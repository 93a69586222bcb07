// Owns the pictures of the faces in docs/pictures: every face, telephone and desktop, light and dark. Must not know what is tested.
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { answered } from "../tests/support/answer.mjs";
import { browser, closeAll } from "../tests/support/chromium.mjs";
import { asked, begin } from "../tests/support/console.mjs";
import { drawn } from "../tests/support/keys.mjs";
import { service } from "../tests/support/service.mjs";

const INTO = fileURLToPath(new URL("../../docs/pictures/", import.meta.url));
const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };
const SCHEMES = /** @type {const} */ (["light", "dark"]);
const QUALITY = 82;

/** @typedef {import("playwright-core").Page} Page */

/** @param {string} words @param {...string} keys */
const call =
  (words, ...keys) =>
  async (/** @type {Page} */ page) => {
    await begin(page);
    // As fast as somebody types: danger waits for half a word until the typing rests.
    await asked(page, () => page.keyboard.type(words, { delay: 40 }));
    for (const key of keys) await page.keyboard.press(key);
  };

/** @param {string} address @param {string} words */
const visit = (address, words) => async (/** @type {Page} */ page) => {
  await page.goto(address);
  if (!words) return;
  await page.locator("#q").fill(words);
  await answered(page);
};

/** @type {Record<string, (page: Page) => Promise<unknown>>} */
const FACES = {
  visitor: visit("/trondheim", ""),
  "visitor-answer": visit("/trondheim", "jente 15 tør ikke gå på skolen"),
  "visitor-danger": visit("/trondheim", "jeg vil ikke leve lenger"),
  offer: (page) => page.goto("/tilbud/nasjonal-mental-helse-hjelpetelefonen"),
  operator: call("mann drikker, barn 8 og 11, redd for å miste jobben"),
  "operator-danger": call("jeg vil ikke leve lenger"),
  "operator-handover": async (page) => {
    await call("jente 15 tør ikke gå på skolen", "Enter", "ArrowDown", "Enter", "ArrowDown", "Enter", "Alt+o")(page);
    await drawn(page, "dialog[open] img");
  },
  gp: visit("/fastlege?icpc2=P76&municipality=5001", ""),
  sheet: async (page) => {
    await visit("/fastlege?icpc2=P76&municipality=5001", "")(page);
    const codes = await page
      .locator("#svar input[name=tilbud]")
      .evaluateAll((all) => all.slice(0, 2).map((one) => /** @type {HTMLInputElement} */ (one).value));
    await page.goto(`/ark?${codes.map((code) => `tilbud=${code}`).join("&")}`);
  },
  embed: async (page) => {
    await page.goto("/embed?municipality=3413");
    await page.locator("veiviser-sok input").first().fill("angst");
    await page.locator("veiviser-sok [data-told]").waitFor();
  },
};

/** WebP is a third of a PNG at no loss that one sees. @param {Page} page @param {string} name */
async function picture(page, name) {
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send("Page.captureScreenshot", { format: "webp", quality: QUALITY });
  writeFileSync(`${INTO}${name}.webp`, Buffer.from(data, "base64"));
}

mkdirSync(INTO, { recursive: true });
for (const old of readdirSync(INTO)) if (old.endsWith(".webp")) rmSync(INTO + old);
const { base } = await service();
const one = await browser();
try {
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of SCHEMES) {
      for (const [face, go] of Object.entries(FACES)) {
        const context = await one.newContext({
          baseURL: base,
          viewport,
          colorScheme,
          reducedMotion: "reduce",
          locale: "nb-NO",
        });
        const page = await context.newPage();
        await go(page);
        await page.waitForLoadState("networkidle");
        await page.evaluate(() => document.fonts.ready.then(() => scrollTo(0, 0)));
        await picture(page, `${face}-${size}-${colorScheme}`);
        await context.close();
      }
    }
  }
} finally {
  await closeAll();
}
const sizes = readdirSync(INTO).map((file) => statSync(INTO + file).size);
console.log(
  `${sizes.length} pictures in docs/pictures, ${(sizes.reduce((sum, size) => sum + size, 0) / 1e6).toFixed(1)} MB`,
);
