// Owns the proof that a call can be taken by keyboard alone, and that nothing of it is out of sight or out of reach.
import assert from "node:assert/strict";
import { asked, begin, picked, rows } from "./support/console.mjs";
import { drawn, found, press, settled, test } from "./support.mjs";

const WORDS = "zebraglad jente 15 tør ikke gå på skolen, bor i Malvik";

test("operator: a whole call by keyboard alone", { clipboard: true }, async ({ page, context, requests }) => {
  await page.addInitScript(() => {
    window.print = () =>
      (document.documentElement.dataset["printed"] = document.body.innerText.length > 0 ? "yes" : "");
  });
  await begin(page);
  await asked(page, () => page.keyboard.type(WORDS));
  await page.locator("[data-finding=topic]").waitFor();
  assert.ok(await page.locator("[data-finding=age]").isVisible());

  const here = await rows(page);
  await asked(page, () => page.keyboard.press("Alt+a"));
  assert.ok(await page.locator("[data-finding=age][data-ignored]").isVisible(), "the age is taken back with one key");
  await asked(page, () => page.keyboard.press("Alt+a"));
  assert.deepEqual(await rows(page), here, "and put back with the same");

  const question = await page.locator(".v-op-question").innerText();
  await asked(page, () => page.keyboard.press("Alt+1"));
  assert.equal(await page.locator("[data-focus^='given:']").count(), 1, "a question is answered by its number");
  await settled(page, (text) => document.querySelector(".v-op-question")?.textContent !== text, question);
  assert.ok(await page.locator("#words:focus").isVisible(), "and who types goes on typing");
  await asked(page, () => page.keyboard.press("Alt+z"));
  assert.equal(await page.locator("[data-focus^='given:']").count(), 0);

  const [first, second] = await rows(page);
  assert.equal(await picked(page), first);
  await press(page, "ArrowDown");
  assert.equal(await picked(page), second);
  await press(page, "Enter", "ArrowUp", "Enter", "ArrowDown", "ArrowDown", "Enter");
  assert.equal(await page.locator(".v-op-listed li").count(), 3);
  assert.equal(await page.locator("#words").inputValue(), WORDS, "Enter writes nothing into the field");

  await press(page, "Alt+o");
  const dialog = page.locator("dialog[open]");
  await dialog.locator(".v-op-aloud").waitFor();
  assert.match(await dialog.locator(".v-op-aloud").innerText(), /\S/);
  await press(page, "1");
  await settled(page, () =>
    [...document.querySelectorAll("dialog[open] [role=status]")].some((one) => /kopiert/i.test(one.textContent ?? "")),
  );
  assert.equal(
    await page.evaluate(() => navigator.clipboard.readText()),
    await dialog.locator(".v-op-sms").textContent(),
  );
  await drawn(page, "dialog[open] img");
  await press(page, "3");
  const link = (await dialog.locator(".v-op-link__text").getAttribute("href")) ?? "";
  await settled(page, async (link) => (await navigator.clipboard.readText()) === link, link);
  await press(page, "2");
  await settled(page, () => document.documentElement.dataset["printed"] === "yes");
  await press(page, "Escape");
  await settled(page, () => document.activeElement?.id === "words" && !document.querySelector("dialog[open]"));

  const told = page.waitForRequest(/\/v1\/needs$/);
  await press(page, "Alt+m");
  await page.locator("dialog[open] .v-op-option").first().waitFor();
  await press(page, "1");
  const need = (await told).postDataJSON();
  assert.deepEqual(
    Object.keys(need).filter((key) => !["municipality", "topics", "age_band", "why"].includes(key)),
    [],
  );
  assert.equal(need.why, "none_here");
  await settled(page, () => !document.querySelector("dialog[open]"));

  await press(page, "Alt+n");
  await settled(
    page,
    () => /** @type {HTMLTextAreaElement | null} */ (document.querySelector("#words:focus"))?.value === "",
  );
  assert.equal(await page.locator(".v-op-listed li").count(), 0);

  const other = await context.newPage();
  assert.equal((await other.goto(link))?.status(), 200, "the caller's link is a page");
  assert.equal(await other.locator(`[data-offer='${second}']`).count(), 1);
  assert.deepEqual(found(requests.map((request) => request.url()).join("\n"), ["zebraglad", "skolen"]), []);
});

test("operator: one offer alone is handed over too", async ({ page }) => {
  await begin(page);
  await asked(page, () => page.keyboard.insertText("angst"));
  await press(page, "Enter", "Alt+o");
  await page.locator("dialog[open] .v-op-link__text").waitFor();
});

test("operator: danger stands on top, unmistakable, and the field keeps focus", async ({ page }) => {
  await begin(page);
  await asked(page, () => page.keyboard.type("jeg vil ikke leve lenger"));
  const danger = page.locator(".v-op-danger");
  await danger.waitFor();
  const [box, row] = [await danger.boundingBox(), await page.locator("article[data-offer]").first().boundingBox()];
  assert.ok(box && row && box.y + box.height <= row.y, "above every offer");
  const [now, talk] = await Promise.all(
    [".v-op-danger__now", ".v-op-danger__talk"].map((part) =>
      danger.locator(`${part} a`).evaluateAll((links) => links.map((link) => link.getAttribute("href"))),
    ),
  );
  assert.ok(now?.includes("tel:113"));
  assert.ok(talk?.includes("tel:116123") && !talk.includes("tel:113"));
  const size = await danger
    .locator(".v-op-danger__now a")
    .first()
    .evaluate((link) => parseFloat(getComputedStyle(link).fontSize));
  assert.ok(size >= 24, `a number to be read aloud at ${size} px`);
  assert.ok(await page.locator("#words:focus").isVisible());
});

test("operator: what was no danger is set aside with one key, for this call, until there is a new one", async ({ page }) => {
  await begin(page);
  const [danger, aside] = [page.locator(".v-op-danger"), page.locator(".v-op-aside")];
  const said = page.locator("#said");
  await press(page, "Alt+x");
  assert.equal(await aside.count(), 0, "where there is none the key does nothing");
  await asked(page, () => page.keyboard.type("han slår meg"));
  await danger.waitFor();
  await press(page, "Alt+x");
  await aside.waitFor();
  assert.equal(await danger.count() + (await page.locator(".v-op-danger-line").count()), 0);
  const numbers = await aside.locator("a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  assert.ok(numbers.includes("tel:112") && numbers.includes("tel:113"), "the numbers still stand there");
  assert.deepEqual(await aside.locator("kbd").allInnerTexts(), ["Alt", "X"], "and which key brings it back");
  const [box, row] = [await aside.boundingBox(), await page.locator("article[data-offer]").first().boundingBox()];
  assert.ok(box && row && box.height < 60 && box.y + box.height <= row.y, "in one line above every offer");
  assert.match(await said.innerText(), /^Satt til side.*Alt\+X.*112/);
  assert.equal(await page.locator("#alarm").innerText(), "");
  assert.ok(await page.locator("#words:focus").isVisible(), "who types goes on typing");
  await asked(page, () => page.keyboard.type(" hjemme"));
  assert.equal(await danger.count(), 0, "more of the same stays aside");
  assert.equal(await page.locator("#alarm").innerText(), "");
  await press(page, "Alt+x");
  await danger.waitFor();
  assert.match(await said.innerText(), /112/);

  await press(page, "Alt+x");
  await asked(page, () => page.locator("#words").fill("det brenner"));
  await danger.waitFor();
  assert.match(await page.locator("#alarm").innerText(), /110/, "another danger is seen and heard");
  await asked(page, () => page.locator("#words").fill("han slår meg"));
  assert.equal(await danger.count(), 0, "and the one that is none stays none");
  await asked(page, () => page.locator("#words").fill("han har kniv og truer meg nå"));
  assert.equal(await danger.getAttribute("data-level"), "emergency", "an emergency is more than what was set aside");
  assert.match(await page.locator("#alarm").innerText(), /112/);

  await press(page, "Alt+x");
  await aside.getByRole("button").click();
  await danger.waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("data-focus")), "aside", "nor is focus lost");
  await danger.locator("[data-focus=aside]").click();
  await aside.waitFor();
  await asked(page, () => press(page, "Alt+n"));
  assert.equal(await aside.count(), 0);
  await asked(page, () => page.keyboard.insertText("han slår meg"));
  await danger.waitFor();
  await press(page, "F1");
  const keys = page.locator(".v-op-sheet > div", { hasText: "Ikke fare" }).locator("kbd");
  assert.deepEqual(await keys.allInnerTexts(), ["Alt", "X"]);
});

test("operator: of several topics the key takes back one at a time, each in its place, and after the last none", async ({
  page,
}) => {
  await begin(page);
  await asked(page, () => page.keyboard.insertText("sover dårlig, har gjeld og er ensom"));
  const chips = page.locator("[data-finding=topic]");
  const stand = () => chips.evaluateAll((all) => all.map((chip) => chip.getAttribute("data-focus")));
  const out = () => chips.evaluateAll((all) => all.map((chip) => chip.hasAttribute("data-ignored")));
  const keyed = page.locator("[data-finding=topic][aria-keyshortcuts='Alt+T']");
  const topics = await stand();
  assert.ok(topics.length >= 3);
  for (const [at, topic] of topics.entries()) {
    assert.equal(await keyed.getAttribute("data-focus"), topic, "the letter stands where it is going");
    await asked(page, () => page.keyboard.press("Alt+t"));
    assert.deepEqual((await stand()).slice(0, topics.length), topics, "none moves");
    assert.deepEqual((await out()).slice(0, topics.length), topics.map((_topic, other) => other === at));
  }
  while ((await out()).includes(true)) await asked(page, () => page.keyboard.press("Alt+t"));
  assert.deepEqual(await stand(), topics, "then all of them count again");
});

test("operator: every answer to a question has a key, however many there are", async ({ page, service }) => {
  const { ask } = await service.json("/v1/navigate?q=barn&municipality=5001");
  const labels = ask.options.map((/** @type {any} */ option) => option.label);
  assert.ok(labels.length > 10, "more than there are keys");
  await begin(page);
  await asked(page, () => page.keyboard.insertText("barn"));
  const options = page.locator(".v-op-option");
  const shown = async () => Object.fromEntries(
    await options.evaluateAll((all) =>
      all.map((one) => [one.querySelector("kbd")?.textContent, one.querySelector(".v-op-option__text")?.textContent]),
    ),
  );
  const first = await shown();
  assert.equal(Object.keys(first).length, 10, "each its own key");
  assert.equal(first[0], labels.at(-1), "not to know has its own");
  await press(page, "Alt+9");
  const second = await shown();
  assert.deepEqual([first[9], second[9], second[0]], ["Flere svar", "Flere svar", labels.at(-1)]);
  const under = [first, second].flatMap((page) => Object.entries(page).filter(([key]) => !"09".includes(key)));
  assert.deepEqual([...under.map(([, label]) => label), first[0]], labels, "all, in their order");
  await press(page, "Alt+9");
  assert.deepEqual(await shown(), first, "and round again");
  await press(page, "Alt+9");
  await asked(page, () => page.keyboard.press("Alt+1"));
  assert.match(await page.locator("[data-focus^='given:']").innerText(), new RegExp(`${second[1]}`));
  assert.ok(await page.locator("#words:focus").isVisible());
});

const OVERDOSE = "hun sier hun ikke orker mer, har tatt mange tabletter";
const OSLO = "/operator?municipality=0301";

test("operator: emergency numbers are whole and apart at every width, also enlarged", async ({ page }) => {
  await begin(page, OSLO);
  await asked(page, () => page.keyboard.insertText(OVERDOSE));
  await page.locator(".v-op-danger__numbers a").first().waitFor();
  const sizes = [[320, 256], [320, 640], [768, 1024], [1024, 768], [1296, 800], [1400, 800], [1519, 800], [2560, 1440]];
  for (const [width = 0, height = 0] of sizes) {
    await page.setViewportSize({ width, height });
    const faults = await page.locator(".v-op-danger__numbers a").evaluateAll((links) => {
      const room = links[0]?.closest(".v-op-danger")?.getBoundingClientRect();
      // What is printed may be wider than its box.
      const boxes = links.map((link) => {
        const printed = document.createRange();
        printed.selectNodeContents(link);
        return printed.getBoundingClientRect();
      });
      return boxes.flatMap((box, at) => {
        const next = boxes[at + 1];
        const over = next && box.right > next.left && box.bottom > next.top;
        const broken = box.height > 2 * parseFloat(getComputedStyle(links[at] ?? document.body).fontSize);
        return over || broken || !room || box.right > room.right ? [links[at]?.textContent] : [];
      });
    });
    assert.deepEqual(faults, [], `at ${width} px`);
  }
});

test("operator: emergency numbers stay on the screen while one goes down the list, and nothing jumps", async ({
  page,
}) => {
  await begin(page, OSLO);
  await asked(page, () => page.keyboard.insertText(OVERDOSE));
  const sizes = [[1440, 900], [1280, 720], [1024, 768], [390, 844], [320, 640], [320, 256]];
  for (const [width = 0, height = 0] of sizes) {
    await page.setViewportSize({ width, height });
    await page.evaluate(() => scrollTo(0, 0));
    const long = await page.evaluate(() => document.documentElement.scrollHeight);
    for (let pressed = 0; pressed < 4; pressed += 1) {
      await press(page, "ArrowDown");
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      const seen = await page.evaluate(() => {
        const inSight = (/** @type {Element} */ link) => {
          const box = link.getBoundingClientRect();
          const ends = [box.left + 2, box.right - 2].map((x) =>
            document.elementFromPoint(x, (box.top + box.bottom) / 2),
          );
          return ends.every((one) => one === link);
        };
        const all = [".v-op-danger__numbers a", ".v-op-danger-line__now a"];
        const numbers = all.map((part) => [...document.querySelectorAll(part)]);
        return numbers.some((links) => links.length > 0 && links.every(inSight));
      });
      assert.ok(seen, `all numbers at ${width}×${height} after ${pressed + 1}`);
    }
    assert.equal(await page.evaluate(() => document.documentElement.scrollHeight), long, "nothing moved");
    await press(page, "ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp");
  }
  assert.equal(await page.locator(".v-op-danger-line").getByRole("link").count(), 0, "and are heard once");
  assert.ok(await page.locator("#words:focus").isVisible());
});

test("operator: what was counted, and a list that is full, is seen and heard once", async ({ page }) => {
  await begin(page, OSLO);
  await asked(page, () => page.keyboard.insertText(OVERDOSE));
  await page.evaluate(() => {
    const told = /** @type {string[]} */ (/** @type {any} */ (window).told = []);
    const said = document.querySelector("#said");
    if (said) new MutationObserver(() => told.push(said.textContent ?? "")).observe(said, { childList: true });
  });
  const notice = page.locator(".v-op-notice");
  const heard = async () => {
    const text = await notice.innerText();
    const told = /** @type {string[]} */ (await page.evaluate(() => /** @type {any} */ (window).told));
    return told.filter((one) => one.trim() === text).length;
  };
  await press(page, "Alt+m", "1");
  await notice.waitFor();
  assert.equal(await heard(), 1);
  assert.equal(await notice.getAttribute("aria-hidden"), "true");
  await notice.waitFor({ state: "detached" });

  await press(page, "Alt+v");
  await settled(page, () => document.querySelectorAll("article[data-offer]").length > 11);
  await press(page, "Enter");
  for (let one = 0; one < 10; one += 1) await press(page, "ArrowUp", "Enter");
  await notice.waitFor();
  assert.equal(await page.locator(".v-op-listed li").count(), 10);
  assert.equal(await heard(), 1);
  assert.equal(await page.locator(".v-op-list .v-op-notice").count(), 1, "it stands in the tray, over nothing that is read");
});

test("operator: all that was found can be reached by keyboard, in its order", async ({ page }) => {
  await begin(page, OSLO);
  await asked(page, () => page.keyboard.insertText(OVERDOSE));
  const first = await rows(page);
  const more = page.locator("[data-focus=more]");
  await press(page, "Alt+v");
  await settled(page, (n) => document.querySelectorAll("article[data-offer]").length > n, first.length);
  const second = await rows(page);
  assert.deepEqual(second.slice(0, first.length), first, "what stood there stands");
  assert.equal(await picked(page), second[first.length], "the arrows go on from what came");
  assert.ok(await page.locator("#words:focus").isVisible(), "and who types goes on typing");

  while ((await more.count()) > 0) {
    const before = await rows(page);
    await more.focus();
    await press(page, "Enter");
    await settled(page, (n) => document.querySelectorAll("article[data-offer]").length > n, before.length);
    const now = await rows(page);
    assert.deepEqual(now.slice(0, before.length), before);
    const mark = `add:${now[before.length]}`;
    await settled(page, (mark) => document.activeElement?.getAttribute("data-focus") === mark, mark);
  }
  const all = await rows(page);
  assert.equal(new Set(all).size, all.length, "none twice");
  const [shown, total] = (await page.locator("[data-group=hits] .v-op-section__head p").innerText()).match(/\d+/g) ?? [];
  assert.ok(Number(total) > 10 && shown === total, `${shown} of ${total}`);
  await asked(page, () => page.locator("#words").fill(`${OVERDOSE} nå`));
  assert.ok((await rows(page)).length <= 10, "another question begins at its first page");
});

test("operator: keys of one character work outside the field and write inside it; the sheet tells them all", async ({
  page,
}) => {
  await begin(page);
  await asked(page, () => page.keyboard.type("angst? 15 / 2"));
  assert.equal(await page.locator("#words").inputValue(), "angst? 15 / 2");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  await press(page, "F1");
  await page.locator("dialog[open] .v-op-sheet").waitFor();
  await press(page, "Escape", "Tab", "?");
  const sheet = page.locator("dialog[open] .v-op-sheet");
  await sheet.waitFor();
  for (const key of ["Enter", "Alt", "F1", "Esc"])
    assert.ok((await sheet.locator("kbd", { hasText: key }).count()) > 0, key);
  await press(page, "Escape");
  await settled(page, () => !document.querySelector("dialog[open]"));
  await asked(page, () => page.keyboard.press("1"));
  assert.equal(await page.locator("[data-focus^='given:']").count(), 1);
});

test(
  "operator: without JavaScript the console says so and leads to the search that works",
  { script: false },
  async ({ page, open }) => {
    await open("/operator?municipality=5001");
    await page.locator("noscript a, main a[href^='/trondheim']").first().click();
    await page.waitForSelector("#q");
  },
);
