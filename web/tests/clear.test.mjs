// Owns the proof that after "next caller" the last one's words are nowhere: page, storage, address, history, log, figures, disk.
import assert from "node:assert/strict";
import { asked, begin, rows } from "./support/console.mjs";
import { everything, found, press, settled, test } from "./support.mjs";

const WORDS = "zebraglad jente 15 tør ikke gå på skolen, sover dårlig, bor i Malvik";
const API = /\/v1\/(search|navigate)$/;

test("operator: after clear the last caller's words are nowhere", async ({ page, requests, service }) => {
  await begin(page);
  const address = page.url();
  const steps = await page.evaluate(() => history.length);
  await asked(page, () => page.keyboard.type(WORDS));
  await asked(page, () => page.keyboard.press("Alt+t"));
  await asked(page, () => page.keyboard.press("Alt+1"));
  await press(page, "Enter", "ArrowDown", "Enter", "ArrowDown", "Enter", "Alt+o");
  const link = (await page.locator("dialog[open] .v-op-link__text").getAttribute("href")) ?? "";
  const token = link.split("/").pop() ?? "";
  assert.ok(token.length > 5);
  await press(page, "Escape");
  await page.locator("[data-finding], .v-op-listed li").first().waitFor();
  const secret = ["zebraglad", "tør ikke", "skolen", "Malvik", token];
  assert.ok(found(await everything(page), secret).length >= 3, "what is looked for was there");

  await press(page, "Alt+n");
  await settled(
    page,
    () => /** @type {HTMLTextAreaElement | null} */ (document.querySelector("#words:focus"))?.value === "",
  );
  await settled(
    page,
    () => document.querySelector("[data-finding], .v-op-listed li, .v-op-danger, dialog[open]") === null,
  );
  // The names of municipalities to choose from stand there all day.
  const left = (await everything(page)).replace(
    /<option[^>]*>.*?<\/option>|Malvik(?=","slug)|"slug":"malvik"|^value=.*$/gms,
    "",
  );
  assert.deepEqual(found(left, secret), []);
  assert.deepEqual(
    found(
      await page.evaluate(() =>
        [...document.querySelectorAll("input, textarea")]
          .map((e) => /** @type {HTMLInputElement} */ (e).value)
          .join("\n"),
      ),
      secret,
    ),
    [],
  );
  assert.equal(page.url(), address);
  assert.equal(await page.evaluate(() => history.state), null);
  assert.equal(await page.evaluate(() => history.length), steps);

  await press(page, "Control+z", "Control+z");
  assert.equal(await page.locator("#words").inputValue(), "", "undo brings nothing back");
  await page.goto("about:blank");
  await page.goBack({ waitUntil: "commit" });
  await page.locator("#words").waitFor();
  assert.equal(await page.locator("#words").inputValue(), "", "nor does coming back");

  const words = secret.filter((word) => word !== token && word !== "Malvik");
  assert.deepEqual(
    found(requests.map((request) => `${request.url()} ${request.headers()["referer"] ?? ""}`).join("\n"), words),
    [],
  );
  assert.deepEqual(found(service.log(), words), [], "no log holds them");
  assert.match(service.log(), /\/v1\/navigate/, "though the requests are there");
  assert.deepEqual(found(await (await fetch(`${service.base}/metrics`)).text(), words), []);
  assert.deepEqual(found(service.kept(), ["zebraglad", "tør ikke gå"]), [], "nor does the disk");
});

test("operator: what was on its way when the caller was cleared comes to nothing", async ({ page }) => {
  await begin(page);
  /** @type {(value?: unknown) => void} */
  let letGo = () => {};
  const held = new Promise((done) => (letGo = done));
  await page.route(API, async (route) => {
    if (/zebraglad/.test(route.request().postData() ?? "")) await held;
    await route.continue().catch(() => {});
  });
  const sent = page.waitForRequest(API);
  await page.keyboard.insertText("zebraglad vil ikke leve lenger");
  await sent;
  await asked(page, () => press(page, "Alt+n"));
  const empty = await rows(page);
  letGo();
  await page.evaluate(() => fetch("/livez"));
  assert.deepEqual(await rows(page), empty);
  assert.deepEqual(found(await everything(page), ["zebraglad", "leve lenger"]), []);
});
