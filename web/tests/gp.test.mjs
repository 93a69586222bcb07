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
      for (const id of order) {
        const { access, line } = (await service.json(`/v1/offers/${id}`)).offer;
        assert.notEqual(line, "emergency", "emergency numbers are kept apart");
        // A help line that says nothing takes calls: that is what it is.
        referral.set(id, access?.referral ?? (line === "support" ? "none" : undefined));
      }
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

test("gp: from the bookmark to the patient's sheet by keyboard alone", async ({ page, context, open, base }) => {
  await open(BOOKMARK);
  await answered(page);
  await tabTo(page, "#svar input[name=tilbud]", { most: 120 });
  const chosen = await page.locator(":focus").inputValue();
  await page.keyboard.press("Space");
  await tabTo(page, ".v-gp__sheet button", { most: 200 });
  const opened = context.waitForEvent("page");
  await page.keyboard.press("Enter");
  const sheet = await opened;
  await sheet.waitForURL(/\/ark\?/);
  assert.equal(await page.locator("#svar input:checked").count(), 1, "the search stays");
  const address = new URL(sheet.url());
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
    await page.emulateMedia({ media: "print" });
    assert.match(await page.locator(".v-footer").innerText(), /113\s.*112\s.*110\s/s, "the emergency numbers are on it, too");
    await page.emulateMedia({ media: null });
    const paper = (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
    assert.equal(paper.match(/\/Type\s*\/Page\b(?!s)/g)?.length, 1, `${many} on one page`);
  }
});

test("gp: the sheet tells a place once, and on paper a page by its whole address", async ({ page, open, service }) => {
  for (const id of ["oslo-ung-arena-drop-in", "nasjonal-rask-psykisk-helsehjelp"]) {
    await open(`/tilbud/${id}`);
    await open(`/ark?tilbud=${page.url().split("/").pop()}`);
    await page.emulateMedia({ media: "print" });
    const told = await page.locator(".v-leaf__text").innerText();
    const { locations = [], url } = (await service.json(`/v1/offers/${id}`)).offer;
    for (const { name } of locations) assert.equal(told.split(name).length, 2, name);
    if (locations.length === 0) assert.ok(told.includes(url), told);
  }
});

test("gp: Enter leaves one step back, and what is wrong has focus and is told", async ({ page, open }) => {
  await page.goto("about:blank");
  await open(BOOKMARK);
  const steps = await page.evaluate(() => history.length);
  await page.locator("#icpc2").fill("P03");
  await answeredTo(page, () => page.locator("#icpc2").press("Enter"));
  await page.locator("#antall:focus").waitFor();
  assert.equal(new URL(page.url()).search, "?icpc2=P03&municipality=5001");
  for (const [written, told] of /** @type {const} */ ([
    ["Trondhjemm", /finner ikke den kommunen/],
    ["Våler", /Hvilken kommune mener du/],
  ])) {
    await page.locator("#municipality").fill(written);
    await page.locator("#municipality").press("Enter");
    const place = page.locator("#municipality-wrong", { hasText: told });
    await place.waitFor();
    await settled(page, () => document.activeElement?.id === "municipality");
    assert.match((await page.locator("#municipality").getAttribute("aria-describedby")) ?? "", /municipality-wrong/);
    await settled(page, (part) => new RegExp(part).test(document.querySelector("#status")?.textContent ?? ""), told.source);
  }
  assert.equal(await page.evaluate(() => history.length), steps);
  await page.goBack({ waitUntil: "commit" });
  assert.equal(page.url(), "about:blank");
});

test("gp: without JavaScript a page that tells what is wrong opens in that field", { script: false }, async ({ page, open }) => {
  await open("/fastlege");
  await page.locator("#icpc2").fill("P76");
  await page.locator("#municipality").fill("Trondhjemm");
  await page.locator("#municipality").press("Enter");
  await page.locator("#municipality[aria-invalid=true]:focus").waitFor();
});

test("gp: on a narrow screen the words have the width", { size: "narrow" }, async ({ page, open }) => {
  await open("/fastlege");
  assert.ok(((await page.locator("#q").boundingBox())?.width ?? 0) > 240);
});

test("gp: the paragraph for the record is copied as it stands", { clipboard: true }, async ({ page, open }) => {
  await open(BOOKMARK);
  await answered(page);
  await tabTo(page, ".v-gp__letter summary", { most: 120 });
  await page.keyboard.press("Enter");
  await page.locator(".v-gp__letter[open] textarea").waitFor();
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

test("gp: a sheet takes three: the fourth is refused, none makes none", async ({ page, context, open }) => {
  await open(BOOKMARK);
  await answered(page);
  const note = page.locator(".v-gp__full");
  await page.locator(".v-gp__sheet button").first().click();
  assert.match(await note.innerText(), /tre tilbud først/);
  assert.equal(context.pages().length, 1, "no sheet without an offer");
  const boxes = page.locator("#svar input[name=tilbud]");
  for (const at of [0, 1, 2]) await boxes.nth(at).check();
  assert.ok(await note.isHidden());
  await boxes.nth(3).click();
  assert.equal(await boxes.nth(3).isChecked(), false);
  assert.match(await note.innerText(), /plass til tre/);
  assert.ok((await page.locator("article:has(.v-gp__full)").count()) === 1, "said at the one that was pressed");
});

test("gp: without JavaScript what has no room on the sheet is named", { script: false }, async ({ page, open }) => {
  await open(BOOKMARK);
  const codes = await page
    .locator("#svar input[name=tilbud]")
    .evaluateAll((boxes) => boxes.slice(0, 4).map((box) => /** @type {HTMLInputElement} */ (box).value));
  const fourth = await page.locator("#svar h3 a").nth(3).innerText();
  await open(`/ark?${codes.map((code) => `tilbud=${code}`).join("&")}`);
  assert.equal(await page.locator(".v-leaf").count(), 3);
  assert.ok((await page.locator(".v-sheet__full").innerText()).includes(fourth.trim()));
  await open("/ark");
  assert.equal(await page.locator(".v-sheet").count(), 0, "nothing chosen is no sheet");
});

for (const script of [true, false]) {
  test(`gp: nobody is turned away where nothing is found (script ${script})`, { script }, async ({ page, open, service }) => {
    await open("/fastlege?municipality=1151");
    await page.locator("#q").fill("qwxz");
    await page.locator("#q").press("Enter");
    await page.waitForSelector("#svar [data-told]");
    assert.ok((await page.locator("#svar [id^=ellers-]").count()) > 0, "what else there is");
    for (const card of await page.locator("#svar [data-offer]").all()) {
      const { line } = (await service.json(`/v1/offers/${await card.getAttribute("data-offer")}`)).offer;
      assert.notEqual(line, "emergency");
    }
  });

  test(`gp: what cannot be used is told at its field (script ${script})`, { script }, async ({ page, open, service }) => {
    await open("/fastlege");
    await page.locator("#icpc2").fill("P00");
    await page.locator("#municipality").fill("Atlantis");
    await page.locator("#q").fill("angst");
    await page.locator("#q").press("Enter");
    await page.locator("#icpc2[aria-invalid=true]").waitFor();
    await page.locator("#municipality[aria-invalid=true]").waitFor();
    assert.match(await page.locator("#icpc2-wrong").innerText(), /kjenner ikke koden P00/);
    assert.match(await page.locator("#municipality-wrong").innerText(), /finner ikke den kommunen/);
    for (const card of await page.locator("#svar [data-offer]").all()) {
      const id = await card.getAttribute("data-offer");
      assert.equal((await service.json(`/v1/offers/${id}`)).offer.coverage.scope, "national", id ?? "");
    }
    // A code as it is said, and one of two places of a name: the address holds its number, and is good when it is opened anew.
    await page.locator("#icpc2").fill("p 76");
    await page.locator("#municipality").fill("Våler");
    await page.locator("#municipality").press("Enter");
    await page.locator("#municipality-wrong button", { hasText: "Innlandet" }).click();
    await page.locator("#municipality-wrong button").first().waitFor({ state: "detached" });
    assert.equal(await page.locator("#municipality").inputValue(), "Våler (Innlandet)");
    if (script) assert.equal(new URL(page.url()).search, "?icpc2=P76&municipality=3419");
    await open("/fastlege?icpc2=P76&municipality=3419");
    assert.equal(await page.locator("#municipality").inputValue(), "Våler (Innlandet)");
    assert.equal(await page.locator("#icpc2[aria-invalid], #municipality[aria-invalid]").count(), 0);
  });
}

/** The offers on the GP's page, in their order. @param {import("playwright-core").Page} page */
const cards = (page) =>
  page.locator("#svar [data-offer]").evaluateAll((all) => all.map((card) => card.getAttribute("data-offer") ?? ""));

test("gp: codes as they are written, and one that nothing is known for", { script: false }, async ({ page, open }) => {
  await open("/fastlege");
  await page.locator("#icpc2").fill("p 76.01 og z12");
  await page.locator("#municipality").fill("Trondheim");
  await page.locator("#icpc2").press("Enter");
  assert.match(page.url(), /icpc2=P76%2CZ12&municipality=5001/);
  assert.match(await page.locator(".v-gp__about").innerText(), /Depresjon[^]*Parforhold/);
  assert.ok((await cards(page)).length > 3);
  await open("/fastlege?icpc2=R74&municipality=5001");
  assert.match(await page.locator("#antall").innerText(), /ikke til noe tilbud for R74/);
  assert.ok((await cards(page)).length > 1, "nobody is turned away");
});

test("gp: words beside a code add to it, and their age holds", async ({ page, open, service }) => {
  for (const words of ["gjeld", "student 22", "jente 15 år"]) {
    await open("/fastlege?icpc2=P76&municipality=5001");
    await answered(page);
    await page.locator("#q").fill(words);
    await page.locator("#q").press("Enter");
    const about = words === "gjeld" ? /Økonomi og gjeld/ : words.startsWith("student") ? /22 år/ : /15 år/;
    await page.locator(".v-gp__about", { hasText: about }).waitFor();
    const told = await Promise.all((await cards(page)).map(async (id) => (await service.json(`/v1/offers/${id}`)).offer));
    const names = told.map((offer) => offer.id).join(" ");
    assert.ok(told.length > 2, `${words}: ${names}`);
    if (words === "gjeld") assert.ok(told.some((offer) => offer.topics.includes("economy")), names);
    if (words === "gjeld") assert.ok(told.some((offer) => offer.topics.includes("depression")), names);
    if (words.endsWith("15 år")) assert.ok(told.every((offer) => (offer.age?.min ?? 0) <= 15), names);
  }
});

test("gp: two patients after each other leave nothing behind", async ({ page, open }) => {
  await open(BOOKMARK);
  await answered(page);
  await open("/fastlege?municipality=5001");
  assert.equal(await page.locator("[name=icpc2]").inputValue(), "");
  assert.equal(await page.locator("[name=q]").inputValue(), "");
  assert.equal((await offers(page)).length, 0);
});

test("gp: what is chosen stays chosen through other words, and no longer than the patient", async ({ page, context, open }) => {
  await open("/fastlege?municipality=5001");
  const chosen = page.locator("#svar input[name=tilbud]:checked");
  const kept = page.locator("[data-kept] input");
  const ask = async (/** @type {string} */ words) => {
    await answeredTo(page, () => page.locator("#q").fill(words));
  };
  await ask("søvn");
  const first = page.locator("#svar .v-card").first();
  const [name, code] = [await first.locator("h3 a").innerText(), await first.getAttribute("data-code")];
  await first.locator("input[name=tilbud]").check();
  await ask("gjeld");
  await settled(page, (code) => !document.querySelector(`#svar .v-card[data-code="${code}"]`), code);
  assert.equal(await kept.count(), 1);
  assert.equal((await page.locator("[data-kept] label").innerText()).trim(), name.trim(), "what is not below is named");
  await page.locator("#svar .v-card input[name=tilbud]").first().check();
  const opened = context.waitForEvent("page");
  await page.locator(".v-gp__sheet button").first().click();
  const sheet = await opened;
  await sheet.waitForURL(/\/ark\?/);
  assert.equal(new URL(sheet.url()).searchParams.getAll("tilbud").length, 2, "both are on the sheet");
  await ask("søvn");
  assert.equal(await chosen.count(), 0, "the sheet is made: the next one who is asked for is another");

  await first.locator("input[name=tilbud]").check();
  await ask("gjeld");
  await kept.uncheck();
  await ask("søvn");
  assert.equal(await chosen.count(), 0, "taken off is taken off");

  await first.locator("input[name=tilbud]").check();
  await ask("søvn og stress");
  assert.equal(await chosen.count(), 1);
  await page.locator("#q").fill("");
  await settled(page, () => !document.querySelector("#svar [data-told]"));
  await ask("søvn");
  assert.equal(await chosen.count(), 0, "emptied for the next patient");

  await first.locator("input[name=tilbud]").check();
  await answeredTo(page, () => page.locator("#icpc2").fill("P76"));
  assert.equal(await chosen.count(), 1, "a code beside the words is the same patient's");
  await answeredTo(page, () => page.locator("#icpc2").fill("P03"));
  assert.equal(await chosen.count(), 0, "another code is another's");
});
