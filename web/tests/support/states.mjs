// Owns the list of pages and the states that they can be in, and how one comes there. Must not know what is asked of them.
import { answered } from "./answer.mjs";
import { asked, begin } from "./console.mjs";
import { drawn, settled } from "./keys.mjs";

/** @typedef {import("./visit.mjs").Visit} Visit */
/** @typedef {{ name: string, go: (visit: Visit) => Promise<unknown>, mayLog?: RegExp[], way?: true }} State */

const CUT = [/net::ERR_/, /Failed to load resource/];
const DANGER = "jeg vil ikke leve lenger";

/** @param {string} address @param {string} words */
const asking =
  (address, words) =>
  async (/** @type {Visit} */ { page, open }) => {
    await open(address);
    await page.locator("#q").fill(words);
    await answered(page);
  };

/** The page of an offer that a search finds first. @param {string} query */
const offer =
  (query) =>
  async (/** @type {Visit} */ { open, service }) => {
    const { hits } = await service.json(`/v1/offers?per_page=1&${query}`);
    await open(`/tilbud/${hits[0].offer.id}`);
  };

/** @type {State[]} */
const VISITOR = [
  { name: "visitor, no municipality yet", go: ({ open }) => open("/") },
  { name: "visitor, empty", way: true, go: ({ open }) => open("/trondheim") },
  {
    name: "visitor, while an answer is on its way",
    go: async ({ page, open }) => {
      await open("/trondheim");
      await page.route(
        (url) => url.pathname === "/trondheim",
        () => {},
      );
      await page.locator("#q").fill("angst");
      await settled(page, () => document.querySelector("#svar")?.getAttribute("aria-busy") === "true");
    },
  },
  { name: "visitor, results", way: true, go: asking("/trondheim", "jente 15 tør ikke gå på skolen") },
  { name: "visitor, results in nynorsk", go: asking("/bergen?lang=nn", "angst") },
  { name: "visitor, results in English", go: asking("/trondheim?lang=en", "anxiety") },
  { name: "visitor, results on a Sámi page", go: asking("/porsanger?lang=se", "angst") },
  { name: "visitor, danger", way: true, go: asking("/trondheim", DANGER) },
  { name: "visitor, nothing fits", go: asking("/kongsberg", "qwxz") },
  {
    name: "visitor, filters open and one answered question",
    go: async (visit) => {
      await asking("/trondheim", "jeg har det ikke bra")(visit);
      await visit.page.locator(".v-filters summary").click();
      await visit.page.locator(".v-guide button").first().click();
      await visit.page.locator(".v-chips button").first().waitFor();
    },
  },
  {
    name: "visitor, what was sent cannot be read",
    go: ({ open }) => open("/trondheim?municipality=Atlantis&q=angst&age=abc"),
  },
  {
    name: "visitor, no network",
    mayLog: CUT,
    go: async (visit) => {
      await visit.open("/trondheim");
      await visit.context.setOffline(true);
      await visit.page.locator("#q").fill("angst");
      await visit.page.locator(".v-stutter").waitFor();
    },
  },
];

/** The catalogue that ships has no meetings with dates and no withheld address. */
const MEETINGS = {
  id: "prove-treff",
  name: { nb: "Prøvetreff" },
  summary: { nb: "For deg som prøver en side med møter." },
  organization: "nasjonal-kirkens-sos-org",
  kind: "group",
  topics: ["grief"],
  coverage: { scope: "local", municipalities: ["1870"] },
  locations: [{ withheld: true, municipality: "1870" }],
  sessions: [{ start: "2026-11-30T18:00:00+01:00", minutes: 90, recurrence: "FREQ=WEEKLY;COUNT=6" }],
  status: "active",
  source: { name: "made up for a test", synthetic: true },
};

/** @type {State[]} */
const OFFERS = [
  { name: "offer with a number", way: true, go: offer("q=mental+helse+hjelpetelefonen") },
  {
    name: "offer with meetings at a withheld address",
    go: ({ open, service }) => service.put(MEETINGS).then(() => open(`/tilbud/${MEETINGS.id}`)),
  },
  {
    name: "offer in English",
    go: (visit) =>
      offer("q=kirkens+sos")(visit).then(() => visit.open(`${new URL(visit.page.url()).pathname}?lang=en`)),
  },
  {
    name: "offer, something is wrong, and thanks",
    go: async (visit) => {
      await offer("q=kirkens+sos")(visit);
      await visit.page.locator(".v-report summary").click();
      await visit.page.locator(".v-report input").first().check();
      await visit.page.locator(".v-report button").click();
      await visit.page.locator(".v-thanks").waitFor();
    },
  },
  {
    name: "offer, the report's form",
    go: async (visit) => {
      await offer("q=kirkens+sos")(visit);
      await visit.page.locator(".v-report summary").click();
    },
  },
  { name: "no such offer", mayLog: [/404/], go: ({ open }) => open("/tilbud/zzzzzzzz") },
  { name: "no such page", mayLog: [/404/], go: ({ open }) => open("/finnes/ikke") },
  { name: "about", go: ({ open }) => open("/om") },
  {
    name: "a caller's list",
    way: true,
    go: async ({ open, service }) => {
      const { hits } = await service.json("/v1/offers?q=angst&municipality=5001&per_page=3");
      const body = JSON.stringify({ offers: hits.map((/** @type {any} */ hit) => hit.offer.id), lang: "nb" });
      const { token } = await service.json("/v1/shortlists", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
      await open(`/liste/${token}`);
    },
  },
];

/** @type {State[]} */
const GP = [
  { name: "gp, empty", go: ({ open }) => open("/fastlege") },
  { name: "gp, results", way: true, go: ({ open }) => open("/fastlege?icpc2=P76&municipality=5001") },
  { name: "gp, wrong code", go: ({ open }) => open("/fastlege?icpc2=XX&municipality=5001") },
  { name: "gp, danger", go: asking("/fastlege?municipality=5001", DANGER) },
  { name: "the patient's sheet, empty", go: ({ open }) => open("/ark") },
  {
    name: "the patient's sheet",
    go: async ({ page, open }) => {
      await open("/fastlege?icpc2=P76&municipality=5001");
      const codes = await page
        .locator("#svar input[name=tilbud]")
        .evaluateAll((all) => all.slice(0, 2).map((one) => /** @type {HTMLInputElement} */ (one).value));
      await open(`/ark?${codes.map((code) => `tilbud=${code}`).join("&")}`);
    },
  },
];

const CALL = "jente 15 tør ikke gå på skolen, bor i Malvik";
/** @param {string} words @param {...string} keys */
const call =
  (words, ...keys) =>
  async (/** @type {Visit} */ { page }) => {
    await begin(page);
    await asked(page, () => page.keyboard.type(words));
    for (const key of keys) await page.keyboard.press(key);
    if (keys.length > 0) await page.locator("dialog[open]").waitFor();
  };

/** @type {State[]} */
const OPERATOR = [
  {
    name: "operator, no municipality yet",
    go: ({ page }) => page.goto("/operator").then(() => page.waitForSelector("main[data-ready]")),
  },
  { name: "operator, empty", go: ({ page }) => begin(page) },
  { name: "operator, results", way: true, go: call(CALL) },
  { name: "operator, danger", way: true, go: call(DANGER) },
  {
    name: "operator, answered and taken back",
    go: async (visit) => {
      await call(CALL)(visit);
      await asked(visit.page, () => visit.page.keyboard.press("Alt+1"));
      await asked(visit.page, () => visit.page.keyboard.press("Alt+t"));
    },
  },
  { name: "operator, keys", go: call("angst", "F1") },
  { name: "operator, what was missing", go: call(CALL, "Alt+m") },
  {
    name: "operator, handing over",
    go: async (visit) => {
      await call(CALL, "Enter", "ArrowDown", "Enter", "ArrowDown", "Enter", "Alt+o")(visit);
      await drawn(visit.page, "dialog[open] img");
    },
  },
  {
    name: "operator, no network",
    mayLog: CUT,
    go: async (visit) => {
      await call("angst")(visit);
      await visit.context.setOffline(true);
      await visit.page.keyboard.type(" og rus");
      await visit.page.locator("[data-network=away]").waitFor();
    },
  },
  { name: "operator in English", go: ({ page }) => begin(page, "/operator?municipality=5001&lang=en") },
];

/** @type {State[]} */
const EMBED = [
  {
    name: "embed, the builder",
    go: ({ page, open }) => open("/embed?municipality=3413").then(() => page.waitForSelector("veiviser-sok")),
  },
  {
    name: "embed, the frame empty",
    way: true,
    go: ({ page, open }) => open("/embed/3413").then(() => page.waitForSelector("veiviser-sok input")),
  },
  ...[
    ["results", "angst"],
    ["danger", DANGER],
    ["nothing fits", "qwxz"],
  ].map(([name, words]) => ({
    name: `embed, the frame: ${name}`,
    go: async (/** @type {Visit} */ { page, open }) => {
      await open("/embed/3413");
      await page
        .locator("veiviser-sok input")
        .first()
        .fill(words ?? "");
      await page.locator("veiviser-sok [data-told]").waitFor();
    },
  })),
];

export const STATES = [...VISITOR, ...OFFERS, ...GP, ...OPERATOR, ...EMBED];
