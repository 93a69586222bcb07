// Owns the one browser of a test run. Must not know what is looked at in it.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";
import { stopService } from "./service.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];
const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Nobody but this machine can be reached, whatever a page asks for.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

export function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? "").split(delimiter);
  for (const name of NAMES) {
    const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
    if (found) return found;
  }
  throw new Error("no Chromium: run web/tools/chromium.sh, or say where it is in CHROMIUM");
}

/** @type {Promise<import("playwright-core").Browser> | undefined} */
let running;

export const browser = () =>
  (running ??= chromium.launch({
    executablePath: findChromium(),
    // Root has no sandbox to hide in.
    chromiumSandbox: process.getuid?.() !== 0,
    args: FLAGS,
    // People's browsers keep the page that they leave, and going back is part of what is tried.
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  }));

export async function closeAll() {
  const one = running;
  running = undefined;
  await (await one)?.close();
  await stopService();
}
