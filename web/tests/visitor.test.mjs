// Owns the proof that somebody tired finds a number: by keyboard, without script, back and forward.
import assert from "node:assert/strict";
import { answered, answeredTo, offers, saidAloud } from "./support/answer.mjs";
import { stops } from "./support/structure.mjs";
import { everything, found, settled, tabTo, test } from "./support.mjs";

const WORDS = "noen å snakke med";
const EXIT = "https://www.yr.no";

/** No request may carry words in its address. @param {import("playwright-core").Request[]} requests */
const neutral = (requests) =>
  assert.deepEqual(
    requests.map((r) => r.url()).filter((url) => /[?&](q|topic|text)=|snakke|sove/.test(url)),
    [],
  );

for (const size of /** @type {const} */ (["narrow", "desktop", "wide"])) {
  test(
    `visitor: from the question to a number by keyboard alone (${size})`,
    { size },
    async ({ page, open, requests }) => {
      await open("/trondheim");
      await page.keyboard.press("Tab");
      assert.ok(
        await page.locator(".ds-skip-link:focus").isVisible(),
        "the first stop jumps to what the page is about",
      );
      await tabTo(page, "#q");
      await page.keyboard.type(WORDS);
      await saidAloud(page);
      assert.ok(await page.locator("#q:focus").isVisible(), "who types goes on typing");
      assert.equal(await page.locator("#q").inputValue(), WORDS);
      await tabTo(page, "#svar .v-card:has(.v-tel) h3 a");
      const name = await page.locator(":focus").innerText();
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/tilbud\/[0-9a-hjkmnp-tv-z]{8}(\?|$)/);
      assert.equal((await page.locator("h1").innerText()).trim(), name.trim());
      assert.match(await page.title(), /^Tilbud( – [\p{L} -]+)?$/u, "a title that tells nobody's trouble");
      await tabTo(page, "main a.v-tel");
      const number = page.locator(":focus");
      assert.match((await number.getAttribute("href")) ?? "", /^tel:\+?\d+$/);
      assert.match(await number.innerText(), /\d/);
      assert.equal(
        await number.evaluate((link) =>
          [...link.querySelectorAll("*"), link].every((e) => e.getClientRects().length < 2),
        ),
        true,
        "a number is never broken",
      );
      neutral(requests);
    },
  );
}

test("visitor: a topic in plain words, then taken back", async ({ page, open, requests }) => {
  await open("/trondheim");
  const first = page.locator(".v-often button").first();
  await first.focus();
  await answeredTo(page, () => page.keyboard.press("Enter"));
  assert.equal(
    await page.evaluate(() => document.activeElement?.hasAttribute("data-told")),
    true,
    "focus goes to the count",
  );
  assert.ok((await offers(page)).length > 0);
  const chip = page.locator(".v-chips button").first();
  await chip.focus();
  await page.keyboard.press("Enter");
  await settled(page, () => document.querySelector(".v-chips button") === null);
  neutral(requests);
});

test(
  "visitor: without JavaScript the whole way is forms",
  { script: false },
  async ({ page, context, open, requests, service }) => {
    await open("/trondheim");
    await page.locator("#q").fill(WORDS);
    await page.locator("#q").press("Enter");
    await page.waitForSelector("#svar [data-told]");
    assert.equal(new URL(page.url()).search, "", "no words in the address");
    assert.equal(await page.locator("#q").inputValue(), WORDS);
    assert.match(await page.title(), /^Veiviser – Trondheim$/);
    const all = await offers(page);
    await page.locator("summary", { hasText: /passer for deg/ }).click();
    await page.locator("input[name=referral], input[name=drop_in], input[name=anonymous]").first().check();
    await page.locator(".v-filters button[type=submit]").click();
    await page.waitForSelector(".v-filters input:checked");
    assert.notDeepEqual(await offers(page), all, "a filter narrows");
    assert.match(await page.locator("#svar").innerText(), /bare de vi vet dette om/, "what nobody has said is not called no");
    const link = page.locator("#svar .v-card h3 a").first();
    assert.match(await link.innerText(), /\(åpnes i ny fane\)/);
    const opened = context.waitForEvent("page");
    await link.click();
    const offer = await opened;
    await offer.waitForSelector(".v-offer");
    assert.ok(await page.locator("#svar [data-told]").isVisible(), "the answer, to which no Back would lead, stays");
    assert.ok(await offer.locator("[data-print]").isHidden(), "a button that does nothing is not there");
    await offer.locator(".v-report summary").click();
    await offer.locator(".v-report input[value=hours]").check();
    await offer.locator(".v-report button[type=submit]").click();
    await offer.waitForSelector(".v-thanks h1");
    neutral(requests);
    assert.doesNotMatch(service.log(), /snakke/);
  },
);

test(
  "visitor: the guide without JavaScript asks, and an answer changes what is shown",
  { script: false },
  async ({ page, open }) => {
    await open("/trondheim");
    await page.locator("#q").fill("jeg har det ikke bra");
    await page.locator("#q").press("Enter");
    const question = await page.locator(".v-guide legend").innerText();
    await page.locator(".v-guide button").first().click();
    await page.waitForSelector("#svar [data-told]");
    assert.equal(await page.locator("#q").inputValue(), "jeg har det ikke bra");
    const next = page.locator(".v-guide legend");
    if ((await next.count()) > 0) assert.notEqual(await next.innerText(), question, "no question is put twice");
  },
);

test("visitor: the guide by keyboard, and its answer taken back", async ({ page, open }) => {
  await open("/trondheim");
  await tabTo(page, "#q");
  await page.keyboard.type("jeg har det ikke bra");
  await answered(page);
  const question = await page.locator(".v-guide legend").innerText();
  await tabTo(page, ".v-guide button", { most: 120 });
  await answeredTo(page, () => page.keyboard.press("Enter"));
  assert.equal(await page.evaluate(() => document.activeElement?.hasAttribute("data-told")), true);
  await settled(page, (text) => document.querySelector(".v-guide legend")?.textContent?.trim() !== text, question);
  assert.ok((await page.locator(".v-chips button").count()) > 0, "the answer stands there to be taken back");
});

test("visitor: back and forward between answer and offer", async ({ page, open }) => {
  await open("/trondheim");
  await tabTo(page, "#q");
  await page.keyboard.type(WORDS);
  await saidAloud(page);
  const before = await offers(page);
  await page.locator("#svar .v-card h3 a").first().click();
  await page.waitForSelector(".v-offer");
  // A page that the browser has kept is not loaded anew.
  await page.goBack({ waitUntil: "commit" });
  await answered(page);
  assert.equal(await page.locator("#q").inputValue(), WORDS);
  assert.deepEqual(await offers(page), before);
  await page.goForward({ waitUntil: "commit" });
  await page.waitForSelector(".v-offer h1");
});

test("visitor: back to an answer in another language", async ({ page, open }) => {
  await open("/trondheim");
  await page.locator("#q").fill(WORDS);
  await answered(page);
  // The page of the other language is sent for with the words.
  await page.locator(".v-languages button[lang=en]").click();
  await page.waitForURL(/lang=en/);
  await settled(page, () => document.documentElement.dataset["quick"] !== undefined);
  const link = page.locator("#svar .v-card h3 a").first();
  assert.doesNotMatch(await link.innerText(), /new tab/, "with script it opens where one is");
  await link.click();
  await page.waitForSelector(".v-offer");
  await page.goBack({ waitUntil: "commit" });
  await answered(page);
  assert.equal(await page.locator("#q").inputValue(), WORDS);
});

for (const way of ["Enter", "the button"]) {
  test(`visitor: who asks by ${way} is taken to the answer, who types is not`, { size: "phone" }, async ({ page, open }) => {
    const top = (/** @type {string} */ selector) =>
      page.locator(selector).evaluate((part) => part.getBoundingClientRect().top);
    const asks = () => (way === "Enter" ? page.locator("#q").press("Enter") : page.locator(".v-search__go").click());
    await open("/trondheim");
    const bar = await page.locator(".v-header__bar").evaluate((part) => part.getBoundingClientRect().bottom);
    const atTop = async (/** @type {string} */ selector) => {
      const [is, sees] = [await top(selector), bar + 48];
      assert.ok(is >= bar && is < sees, `${selector} at ${is}`);
    };
    await page.locator("#q").pressSequentially(WORDS);
    await answered(page);
    assert.equal(await page.evaluate(() => scrollY), 0);
    await answeredTo(page, asks);
    await page.locator("#antall:focus").waitFor();
    await atTop("#antall");

    await page.locator("#q").fill("jeg vil ikke leve lenger");
    await page.locator(".v-danger").waitFor();
    await answeredTo(page, asks);
    await page.locator(".v-danger h2:focus").waitFor();
    await atTop(".v-danger");
  });
}

test("visitor: more is added below, and focus goes on to the first new one", async ({ page, open }) => {
  await open("/trondheim");
  await page.locator("#q").fill("noen å snakke med");
  await answered(page);
  const before = await offers(page);
  await tabTo(page, ".v-more", { most: 120 });
  await answeredTo(page, () => page.keyboard.press("Enter"));
  const after = await offers(page);
  assert.deepEqual(after.slice(0, before.length), before);
  assert.ok(after.length > before.length);
  await settled(
    page,
    (id) => document.activeElement?.closest("[data-offer]")?.getAttribute("data-offer") === id,
    after[before.length],
  );
});

test("visitor: an offer on paper is the offer alone", async ({ page, open }) => {
  await open("/tilbud/nasjonal-mental-helse-hjelpetelefonen");
  await page.emulateMedia({ media: "print" });
  for (const part of [".v-header nav", "[data-exit]", ".v-footer__links", ".v-report", "[data-print]"])
    assert.equal(await page.locator(part).first().isVisible(), false, part);
  assert.ok(await page.locator("main a.v-tel").first().isVisible());
  assert.match(await page.locator(".v-footer").innerText(), /113\s.*112\s.*110\s/s, "and the emergency numbers");
  const paper = (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
  assert.ok((paper.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 9) <= 2);
});

test("visitor: the quick exit leaves nothing to come back to", { mayAsk: [EXIT] }, async ({ page, context, open }) => {
  await context.route(`${EXIT}/**`, (route) =>
    route.fulfill({ contentType: "text/html", body: "<title>V</title><h1>V</h1>" }),
  );
  for (const way of ["click", "Escape"]) {
    await page.goto("about:blank");
    await open("/trondheim");
    await page.locator("#q").fill(WORDS);
    await answered(page);
    const steps = await page.evaluate(() => history.length);
    if (way === "click") await page.locator("[data-exit]").click();
    else for (let pressed = 0; pressed < 3; pressed += 1) await page.keyboard.press("Escape");
    await page.waitForURL(`${EXIT}/**`);
    assert.equal(await page.evaluate(() => history.length), steps, "the page gave its place in history away");
    await page.goBack({ waitUntil: "commit" });
    assert.equal(page.url(), "about:blank");
  }
});

test("visitor: the quick exit is a plain link without JavaScript", { script: false }, async ({ page, open }) => {
  await open("/trondheim");
  assert.equal(await page.locator("a[data-exit]").getAttribute("href"), `${EXIT}/`);
});

test(
  "visitor: a shared link holds the words, until other words are typed",
  { clipboard: true },
  async ({ page, open }) => {
    await open("/trondheim");
    await page.locator("#q").fill(WORDS);
    await answered(page);
    const before = await offers(page);
    assert.equal(new URL(page.url()).search, "");
    await page.locator("[data-share]").focus();
    await page.keyboard.press("Enter");
    await settled(page, () => /kopiert/i.test(document.querySelector("[data-share]")?.textContent ?? ""));
    const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    assert.equal(link.searchParams.get("q"), WORDS);
    await page.goto("about:blank");
    await page.goto(link.href);
    assert.equal(await page.locator("#q").inputValue(), WORDS);
    assert.deepEqual(await offers(page), before);
    assert.match(await page.title(), /^Veiviser – Trondheim$/);
    assert.equal(await page.locator("link[rel=canonical][href*='q=']").count(), 0);
    await page.locator("#q").fill("får ikke sove");
    await settled(page, () => !location.search.includes("q="));
  },
);

test(
  "visitor: danger stands above everything, emergency apart from support",
  { size: "phone" },
  async ({ page, open }) => {
    await open("/trondheim");
    await page.locator("#q").fill("jeg vil ikke leve lenger");
    await answered(page);
    const danger = page.locator(".v-danger");
    assert.ok(await danger.isVisible());
    const first = await danger.locator("a.v-tel").first().boundingBox();
    assert.ok(first && first.y + first.height <= 844 && (await page.evaluate(() => scrollY)) === 0, "seen without scrolling");
    const said = await page.locator("#alarm[role=alert]").innerText();
    assert.match(said, /snakke med nå\. .*116\s?123 Mental Helse.*113 medisinsk/, "and said at once, who talks first");
    const above = await page.evaluate(() => {
      const danger = document.querySelector(".v-danger");
      const hits = document.querySelector(".v-hits");
      return (
        danger !== null && hits !== null && danger.getBoundingClientRect().bottom <= hits.getBoundingClientRect().top
      );
    });
    assert.ok(above);
    const [emergency, support] = await Promise.all(
      [".v-danger__lines--emergency", ".v-danger__lines:not(.v-danger__lines--emergency)"].map((list) =>
        danger.locator(`${list} a`).evaluateAll((links) => links.map((link) => link.getAttribute("href"))),
      ),
    );
    assert.ok(emergency?.includes("tel:113"));
    assert.ok(support?.includes("tel:116123"));
    assert.ok(!support?.includes("tel:113"));
  },
);

for (const script of [true, false]) {
  test(
    `visitor: a wrong municipality is told at its field, and nothing from somewhere else stands below (script ${script})`,
    { script },
    async ({ page, open, service }) => {
      await open("/trondheim");
      await page.locator("#q").fill(WORDS);
      await page.locator("#municipality").fill("Atlantis");
      await page.locator("#municipality").press("Enter");
      const field = page.locator("#municipality[aria-invalid=true]");
      await field.waitFor();
      const told = page.locator(`#${await field.getAttribute("aria-describedby")} p`);
      assert.match(await told.innerText(), /finner ikke den kommunen/);
      if (script) await settled(page, () => /kommunen/.test(document.querySelector("#status")?.textContent ?? ""));
      await page.waitForSelector("#svar [data-told]");
      for (const id of await offers(page))
        assert.equal((await service.json(`/v1/offers/${id}`)).offer.coverage.scope, "national", id);
      await field.fill("Bergen");
      await page.locator("#municipality").press("Enter");
      await page.locator("#municipality:not([aria-invalid])").waitFor();
      assert.equal(await page.locator("#municipality-wrong p").count(), 0, "mended is mended");
    },
  );

  test(
    `visitor: a name that two municipalities bear is a choice between them (script ${script})`,
    { script },
    async ({ page, open }) => {
      await open("/");
      const names = await page.locator("#kommuner option").evaluateAll((all) => all.map((one) => one.getAttribute("value")));
      assert.equal(new Set(names).size, names.length, "every name in the list is one place's");
      await page.locator("#q").fill(WORDS);
      await page.locator("#municipality").fill("Våler");
      await page.locator("#municipality").press("Enter");
      const choices = page.locator("#municipality-wrong button");
      await choices.nth(1).waitFor();
      assert.deepEqual((await choices.allInnerTexts()).sort(), ["Våler (Innlandet)", "Våler (Østfold)"]);
      assert.equal(await page.locator("#municipality[aria-invalid]").count(), 0, "which one is no fault");
      await choices.filter({ hasText: "Innlandet" }).click();
      await page.locator("#sted", { hasText: "Våler (Innlandet)" }).waitFor();
      assert.equal(await page.locator("#municipality").inputValue(), "Våler (Innlandet)");
      assert.equal(await page.locator("#q").inputValue(), WORDS);
    },
  );
}

test("visitor: heading, title, address and languages follow another municipality", async ({ page, open }) => {
  await open("/trondheim");
  await page.locator("#q").fill(WORDS);
  await answered(page);
  await page.locator("#municipality").fill("Bergen");
  await page.locator("#sted", { hasText: "Bergen" }).waitFor();
  assert.equal(await page.title(), "Veiviser – Bergen");
  assert.equal(new URL(page.url()).pathname, "/bergen");
  assert.equal(await page.locator("#q").inputValue(), WORDS);
  for (const link of await page.locator(".v-languages button[name=lang], link[rel=canonical], .v-brand").all())
    assert.match((await link.getAttribute("formaction")) ?? (await link.getAttribute("href")) ?? "", /\/bergen(\?|$)/);
});

test(
  "visitor: after the quick exit no page before it comes back with its words",
  { mayAsk: [EXIT] },
  async ({ page, context, open }) => {
    await context.route(`${EXIT}/**`, (route) =>
      route.fulfill({ contentType: "text/html", body: "<title>V</title><h1>V</h1>" }),
    );
    await open("/trondheim");
    await page.locator("#q").fill(`zebraglad, ${WORDS}`);
    await answered(page);
    const away = () => page.locator("#svar .v-card h3 a").first().click();
    await away();
    await page.waitForSelector(".v-offer");
    await page.goBack({ waitUntil: "commit" });
    await answered(page);
    assert.equal(await page.locator("#q").inputValue(), `zebraglad, ${WORDS}`, "the browser keeps the page that one leaves");
    await away();
    await page.waitForSelector(".v-offer");
    await page.locator("[data-exit]").click();
    await page.waitForURL(`${EXIT}/**`);
    await page.goBack({ waitUntil: "commit" });
    await page.locator("#q").waitFor();
    assert.equal(new URL(page.url()).pathname, "/trondheim");
    assert.equal(await page.locator("#q").inputValue(), "");
    assert.equal((await offers(page)).length, 0);
    assert.deepEqual(found(await everything(page), ["zebraglad"]), []);
  },
);

for (const size of /** @type {const} */ (["narrow", "phone"])) {
  test(`visitor: the quick exit is at hand everywhere and lies over nothing (${size})`, { size }, async ({ page, open }) => {
    await open("/trondheim");
    await page.locator("#q").fill(WORDS);
    await answered(page);
    for (const share of [0, 0.3, 0.7, 1]) {
      await page.evaluate((share) => scrollTo(0, share * document.documentElement.scrollHeight), share);
      const [exit, bar] = await Promise.all(
        ["[data-exit]", ".v-header__bar"].map((part) => page.locator(part).boundingBox()),
      );
      assert.ok(exit && bar && exit.y >= 0 && exit.y + exit.height <= bar.y + bar.height, `at ${share}`);
      assert.ok(bar.y < 1 && bar.x === 0 && bar.height <= 72, "it stands in a bar at the top, as wide as the page");
      // What is under the whole bar is the bar: no number shows beside the button.
      const over = await page.evaluate(
        ({ y, width }) =>
          [0.02, 0.3, 0.6, 0.98].every((at) => document.elementFromPoint(at * width, y)?.closest(".v-header__bar")),
        { y: bar.height / 2, width: bar.width },
      );
      assert.ok(over, `at ${share}`);
    }
    await page.locator("#svar a.v-tel").last().focus();
    const [number, bar] = await Promise.all(
      [page.locator("#svar a.v-tel").last(), page.locator(".v-header__bar")].map((part) => part.boundingBox()),
    );
    assert.ok(number && bar && number.y >= bar.y + bar.height, "what has focus is not under it");
  });
}

test("visitor: enlarged to 400 % the quick exit is at hand, small, and nothing that has focus is under it", async ({ page, open }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  await open("/trondheim");
  await page.locator("#q").fill(WORDS);
  await answered(page);
  for (const share of [0, 0.5, 1]) {
    await page.evaluate((share) => scrollTo(0, share * document.documentElement.scrollHeight), share);
    const exit = await page.locator("[data-exit]").boundingBox();
    assert.ok(exit && exit.y >= 200 && exit.y + exit.height <= 256 && exit.x + exit.width <= 320, `at ${share}`);
    assert.ok(exit.width * exit.height < 0.08 * 320 * 256);
  }
  const lowest = await page.locator(".v-footer__links a").last().boundingBox();
  const exit = await page.locator("[data-exit]").boundingBox();
  assert.ok(lowest && exit && lowest.y + lowest.height <= exit.y, "the page's end is above it");
  assert.deepEqual(
    (await stops(page)).filter((stop) => stop.hidden).map((stop) => stop.what),
    [],
  );
});

for (const colors of /** @type {const} */ (["none", "active"])) {
  test(`visitor: a chip says once what it does, and shows it (forced colours ${colors})`, { colors }, async ({ page, open }) => {
    await open("/trondheim");
    await page.locator("#q").fill("får ikke sove");
    await answered(page);
    const chip = page.locator(".v-chips button").first();
    assert.match(await page.locator(".v-chips li").first().ariaSnapshot(), /button "Ta bort Handler om [^",]+"$/);
    const [mark, ground] = await chip.evaluate((chip) => [
      getComputedStyle(chip, "::after").backgroundColor,
      getComputedStyle(chip).backgroundColor,
    ]);
    assert.notEqual(mark, ground);
  });
}

test("visitor: an offer that is not there says so and still helps", { mayLog: [/404/] }, async ({ page, open }) => {
  assert.equal((await open("/tilbud/zzzzzzzz"))?.status(), 404);
  assert.ok(await page.locator("#q").isVisible());
  assert.ok((await page.locator("a[href='tel:113']").count()) > 0);
});
