// Owns what a test is: a fresh visitor with a fresh browser, watched for what no page of ours may ever do.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { browser, closeAll } from "./chromium.mjs";
import { serveHosts } from "./hosts.mjs";
import { service } from "./service.mjs";

/** Two visitors at once: one waits while the other computes. */
const AT_ONCE = 2;

export const SIZES = {
  narrow: { width: 320, height: 640 },
  phone: { width: 390, height: 844 },
  tablet: { width: 768, height: 1024 },
  desktop: { width: 1280, height: 800 },
  wide: { width: 2560, height: 1440 },
};

/** Runs in every page before anything else: says on the console what may not happen. */
function watch() {
  const tell = (/** @type {string} */ what) => console.error(`forbidden: ${what}`);
  addEventListener("securitypolicyviolation", (e) =>
    tell(`${e.violatedDirective} against the policy: ${e.blockedURI} ${e.sample}`),
  );
  addEventListener("unhandledrejection", (e) => tell(`nobody caught ${e.reason}`));
  for (const name of /** @type {const} */ (["setItem", "removeItem", "getItem", "clear"])) {
    Storage.prototype[name] = /** @type {any} */ (() => tell(`storage.${name}`));
  }
  IDBFactory.prototype.open = /** @type {any} */ (() => tell("indexedDB"));
  if ("caches" in window) CacheStorage.prototype.open = /** @type {any} */ (() => tell("caches"));
  Object.defineProperty(Document.prototype, "cookie", {
    get: () => (tell("cookie read"), ""),
    set: () => tell("cookie written"),
  });
}

/**
 * @typedef {object} Options
 * @property {keyof typeof SIZES} [size]
 * @property {boolean} [script] false: a browser without JavaScript
 * @property {"light" | "dark"} [scheme]
 * @property {"reduce" | "no-preference"} [motion]
 * @property {"active" | "none"} [colors] forced colours
 * @property {string} [speaks] the browser's language
 * @property {RegExp[]} [mayLog] errors on the console that belong to what is tried, such as a network that is cut
 * @property {string[]} [mayAsk] other origins that may be asked
 * @property {true} [hosted] somebody else's website is there too
 * @property {true} [clipboard] copies: there is one clipboard, so such tests wait for each other
 *
 * @typedef {object} Visit
 * @property {import("playwright-core").Page} page
 * @property {import("playwright-core").BrowserContext} context
 * @property {import("./service.mjs").Service} service
 * @property {string} base
 * @property {string} host the origin of somebody else's website, where there is one
 * @property {import("playwright-core").Request[]} requests every request of this visitor
 * @property {(path: string) => Promise<import("playwright-core").Response | null>} open
 */

/** @type {[name: string, options: Options, body: (visit: Visit) => Promise<void>][]} */
const waiting = [];
/** @type {Promise<unknown>} */
let clipboard = Promise.resolve();

/** All tests of all files that are read make one suite. */
function register() {
  describe("faces", { concurrency: AT_ONCE }, () => {
    after(closeAll);
    for (const [name, options, body] of waiting)
      it(name, { timeout: 120_000 }, () =>
        options.clipboard ? alone(() => visit(options, body)) : visit(options, body),
      );
  });
}

/** @param {() => Promise<void>} run */
function alone(run) {
  const mine = clipboard.then(run);
  clipboard = mine.catch(() => {});
  return mine;
}

/**
 * @param {string} name
 * @param {Options | ((visit: Visit) => Promise<void>)} options
 * @param {(visit: Visit) => Promise<void>} [body]
 */
export function test(name, options, body) {
  if (waiting.length === 0) setImmediate(register);
  if (typeof options === "function") waiting.push([name, {}, options]);
  else if (body) waiting.push([name, options, body]);
}

/** @param {Options} options @param {(visit: Visit) => Promise<void>} run */
async function visit(options, run) {
  const { size = "desktop", script = true, scheme = "light", motion = "no-preference", colors = "none" } = options;
  const [one, running] = await Promise.all([browser(), service()]);
  const context = await one.newContext({
    baseURL: running.base,
    viewport: SIZES[size],
    javaScriptEnabled: script,
    colorScheme: scheme,
    reducedMotion: motion,
    forcedColors: colors,
    locale: options.speaks ?? "nb-NO",
    timezoneId: "Europe/Oslo",
    permissions: options.clipboard ? ["clipboard-read", "clipboard-write"] : [],
  });
  context.setDefaultTimeout(15_000);
  await context.addInitScript(watch);
  /** @type {string[]} */
  const faults = [];
  /** @type {import("playwright-core").Request[]} */
  const requests = [];
  const elsewhere = options.hosted ? await serveHosts(running.base) : null;
  const host = elsewhere?.origin ?? "";
  const allowed = [running.base, ...(elsewhere ? [host] : []), ...(options.mayAsk ?? [])];
  context.on("request", (request) => {
    requests.push(request);
    const url = request.url();
    if (!/^(about|blob|data):/.test(url) && !allowed.some((origin) => url.startsWith(`${origin}/`)))
      faults.push(`asked ${url}`);
  });
  context.on("response", (response) => {
    if (response.headers()["set-cookie"]) faults.push(`a cookie from ${response.url()}`);
  });
  context.on("console", (message) => {
    if (message.type() !== "error") return;
    const text = `${message.text()} (${message.location().url})`;
    if (!options.mayLog?.some((known) => known.test(text))) faults.push(`console: ${text}`);
  });
  context.on("weberror", (error) => faults.push(`page: ${error.error().stack ?? error.error()}`));
  try {
    const page = await context.newPage();
    await run({ page, context, service: running, base: running.base, host, requests, open: (path) => page.goto(path) });
    assert.deepEqual(await context.cookies(), [], "no cookie");
    const { origins } = await context.storageState();
    assert.deepEqual(origins, [], "no storage");
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
    await elsewhere?.stop();
  }
}
