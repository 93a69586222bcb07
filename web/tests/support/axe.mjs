// Owns the asking of axe-core. Must not know any one page.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];

/**
 * What axe finds, one line a fault. The page's own policy forbids a script tag, so axe comes in as an evaluation.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>}
 */
export async function violations(page) {
  for (const frame of page.frames()) await frame.evaluate(`${SOURCE};undefined`);
  return page.evaluate(async (tags) => {
    const { axe } = /** @type {any} */ (window);
    const found = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
    return found.violations.flatMap((/** @type {any} */ rule) =>
      rule.nodes.map(
        (/** @type {any} */ node) => `${rule.id}: ${node.target.join(" ")} – ${node.any[0]?.message ?? rule.help}`,
      ),
    );
  }, TAGS);
}
