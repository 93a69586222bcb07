// Owns the proof that nine minutes are enough: a bookmark, no referral first, one press to the patient's sheet, a paragraph to paste.
import assert from "node:assert/strict";
import { answered, answeredTo, offers } from "./support/answer.mjs";
import { drawn, settled, tabTo, test } from "./support.mjs";

const BOOKMARK = "/fastlege?icpc2=P76&municipality=5001";

for (const script of [true, false]) {
  test(
    `gp: a bookmark leads straight to what takes people without a referral (script ${script})`,
    { script },
    async ({ page, open, requests, service }) => {
      await open(BOOKMARK);
      await page.waitForSelector("#svar [data-told]");
      assert.equal(await page.locator("[name=icpc2]").inputValue(), "P76");
      assert.match(await page.locator("[name=municipality]").inputValue(), /Trondheim|5001/);
      assert.match(await page.title(), /^(Veiviser|For fastleger)( – [\p{L} -]+)?$/u, "a title without a diagnosis");
      const referral = new Map();
      const order = await page
        .locator("#svar [data-offer]")
        .evaluateAll((cards) => cards.map((card) => card.getAttribute("data-offer") ?? ""));
      assert.ok(order.length > 2);
      for (const id of order) referral.set(id, (await service.json(`/v1/offers/${id}`)).offer.access?.referral);
      const free = order.map((id) => referral.get(id) === "none");
      assert.ok(free[0], "what takes people without a referral comes first");
      const required = order.findIndex((id) => referral.get(id) === "required");
      if (required >= 0) assert.ok(!free.slice(required).includes(true), "and what asks for one last");
      assert.ok(!requests.some((request) => /[?&]q=/.test(request.url())));
    },
  );
}

test("gp: words go by POST and stand in no address", async ({ page, open, requests, service }) => {
  await open(BOOKMARK);
  await tabTo(page, "#q, [name=q]");
  await answeredTo(page, () => page.keyboard.type("søvn, jobb"));
  await settled(page, () => document.querySelector("#svar")?.getAttribute("aria-busy") !== "true");
  await page.keyboard.press("Enter");
  await answered(page);
  assert.ok(!/s%C3%B8vn|søvn|jobb/.test(requests.map((request) => request.url()).join("\n") + page.url()));
  assert.match(page.url(), /icpc2=P76/);
  assert.doesNotMatch(service.log(), /søvn/);
});

test("gp: from the bookmark to the patient's sheet by keyboard alone", async ({ page, open, base }) => {
  await open(BOOKMARK);
  await answered(page);
  await tabTo(page, "#svar input[name=tilbud]", { most: 120 });
  const chosen = await page.locator(":focus").inputValue();
  await page.keyboard.press("Space");
  await tabTo(page, ".v-gp__sheet button", { most: 200 });
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/ark\?/);
  const address = new URL(page.url());
  assert.equal(address.origin, base);
  assert.deepEqual(address.searchParams.getAll("tilbud"), [chosen]);
  assert.deepEqual(
    [...address.searchParams.keys()].filter((key) => !["tilbud", "lang", "municipality"].includes(key)),
    [],
    "the address of the sheet tells no diagnosis",
  );
});

test("gp: the sheet of one, two or three offers is one A4 page with number, place and code", async ({
  page,
  open,
  service,
}) => {
  await open(BOOKMARK);
  await answered(page);
  const codes = await page
    .locator("#svar input[name=tilbud]")
    .evaluateAll((boxes) => boxes.map((box) => /** @type {HTMLInputElement} */ (box).value));
  const line = (await service.json("/v1/offers?q=mental+helse+hjelpetelefonen&per_page=1")).hits[0].offer.id;
  await open(`/tilbud/${line}`);
  const known = page.url().split("/").pop() ?? "";
  const longest = [known, ...codes.filter((code) => code !== known)];
  for (let many = 1; many <= 3; many += 1) {
    const wanted = longest.slice(0, many).map((code) => `tilbud=${code}`);
    await open(`/ark?${wanted.join("&")}`);
    await drawn(page, "main img", many);
    assert.equal(await page.locator("main h2").count(), many);
    assert.match(await page.locator("main").innerText(), /116\s?123/);
    const paper = (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
    assert.equal(paper.match(/\/Type\s*\/Page\b(?!s)/g)?.length, 1, `${many} on one page`);
  }
});

test("gp: the paragraph for the record is copied as it stands", { clipboard: true }, async ({ page, open }) => {
  await open(BOOKMARK);
  await answered(page);
  await tabTo(page, ".v-gp__letter summary", { most: 120 });
  await page.keyboard.press("Enter");
  await tabTo(page, ".v-gp__letter [data-copy]");
  await page.keyboard.press("Enter");
  await settled(page, () =>
    /^kopiert/i.test(document.querySelector(".v-gp__letter[open] [data-copy]")?.textContent?.trim() ?? ""),
  );
  const shown = await page.locator(".v-gp__letter[open] textarea").inputValue();
  assert.ok(shown.length > 40);
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), shown);
});

test("gp: a wrong code is told at its field", { script: false }, async ({ page, open }) => {
  await open("/fastlege?icpc2=XX&municipality=5001");
  const field = page.locator("[name=icpc2]");
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  const ids = ((await field.getAttribute("aria-describedby")) ?? "").split(" ");
  assert.ok(await page.locator(`#${ids.at(-1)}`).isVisible());
});

test("gp: two patients after each other leave nothing behind", async ({ page, open }) => {
  await open(BOOKMARK);
  await answered(page);
  await open("/fastlege?municipality=5001");
  assert.equal(await page.locator("[name=icpc2]").inputValue(), "");
  assert.equal(await page.locator("[name=q]").inputValue(), "");
  assert.equal((await offers(page)).length, 0);
});
