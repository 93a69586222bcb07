// Owns the service under test: started once on the catalogue that ships, at a fixed moment. Must not know pages.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
/** Monday morning: the hour at which most of what has hours is open. */
export const NOW = "2026-11-23T10:00:00+01:00";
const KEY = "a-key-for-tests-only";

/**
 * @typedef {object} Service
 * @property {string} base its address, no slash at the end
 * @property {() => string} log what it has logged so far
 * @property {() => string} kept everything it wrote to disk, as text
 * @property {(path: string, init?: RequestInit) => Promise<any>} json
 * @property {(offer: { id: string }) => Promise<void>} put
 * @property {() => Promise<void>} stop
 */

/**
 * @param {{ catalogue?: string, log?: string, now?: string | null }} [options]
 * @returns {Promise<Service>}
 */
export async function start({ catalogue, log = "info,veiviser=trace,tantivy=warn,sqlx=warn", now = NOW } = {}) {
  const binary = process.env.VEIVISER_BIN ?? join(ROOT, "target/debug/veiviser");
  if (!existsSync(binary)) throw new Error(`${binary} is not there: build it, or say where it is in VEIVISER_BIN`);
  const folder = mkdtempSync(join(tmpdir(), "veiviser-"));
  const flags = ["serve", "--listen", "127.0.0.1:0", "--data", join(ROOT, "data")];
  flags.push("--store", `sqlite:${folder}/store.db`, "--index", `${folder}/index`);
  if (catalogue) flags.push("--catalogue", catalogue);
  if (now) flags.push("--now", now);
  const child = spawn(binary, flags, {
    cwd: ROOT,
    env: { ...process.env, VEIVISER_LOG: log, VEIVISER_ADMIN_KEY: KEY },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let logged = "";
  child.stderr.on("data", (chunk) => (logged += chunk));
  const ended = new Promise((done) => child.once("exit", done));
  // A test run that is broken off must leave no service behind.
  process.once("exit", () => child.kill("SIGKILL"));
  const base = await new Promise((done, fail) => {
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
      const address = /http:\/\/[\w.:[\]]+/.exec(said);
      if (address) done(address[0].replace("0.0.0.0", "127.0.0.1"));
    });
    child.once("exit", (code) => fail(new Error(`the service ended with ${code}:\n${logged}`)));
  });
  return {
    base,
    log: () => logged,
    kept: () =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.path, entry.name), "latin1"))
        .join("\n"),
    async json(path, init) {
      const answer = await fetch(base + path, init);
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    async put(offer) {
      const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json", "if-none-match": "*" };
      const answer = await fetch(`${base}/v1/offers/${offer.id}`, {
        method: "PUT",
        headers,
        body: JSON.stringify(offer),
      });
      // 412: it is there already.
      if (!answer.ok && answer.status !== 412) throw new Error(await answer.text());
    },
    async stop() {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @type {Promise<Service> | undefined} */
let running;

/** The one service that all tests of a run share. */
export const service = () => (running ??= start());

export async function stopService() {
  const one = running;
  running = undefined;
  await (await one)?.stop();
}
