// Owns what every test of the faces is written with. Must not know any one page.
export { test, SIZES } from "./support/visit.mjs";
export { start, service, NOW } from "./support/service.mjs";
export { browser, closeAll } from "./support/chromium.mjs";
export { press, tabTo, drawn, focused, settled, overflow, tabOrder } from "./support/keys.mjs";
export { violations } from "./support/axe.mjs";
export { everything, found } from "./support/traces.mjs";
