// Owns what a test asks of a page's bones: headings, landmarks, where Tab leads and whether one sees it. Must not know any one page.

/** @typedef {import("playwright-core").Page} Page */

/** Headings and landmarks that are not as they should be. @param {Page} page @returns {Promise<string[]>} */
export const bones = (page) =>
  page.evaluate(() => {
    const seen = (/** @type {Element} */ e) => e.getClientRects().length > 0;
    const faults = [];
    const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(seen);
    if (headings.filter((h) => h.localName === "h1").length !== 1) faults.push("one h1");
    let level = 0;
    for (const heading of headings) {
      const own = Number(heading.localName[1]);
      if (own > level + 1 && !heading.closest("dialog"))
        faults.push(`${heading.localName} after h${level}: ${heading.textContent?.trim()}`);
      level = own;
    }
    if (document.querySelectorAll("main").length !== 1) faults.push("one main");
    const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
    faults.push(...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `#${id} twice`));
    for (const name of ["aria-labelledby", "aria-describedby", "aria-controls", "for"]) {
      for (const e of document.querySelectorAll(`[${name}]`)) {
        for (const id of (e.getAttribute(name) ?? "").split(/\s+/))
          if (id && !document.getElementById(id) && seen(e)) faults.push(`${name}=${id} leads nowhere`);
      }
    }
    return faults;
  });

/**
 * @typedef {object} Stop
 * @property {string} what
 * @property {number} top from the top of the page
 * @property {number} height
 * @property {boolean} ringed whether one sees that it has focus
 * @property {boolean} stays on the screen wherever one scrolls
 * @property {boolean} hidden under something else, or not shown
 */

/** All that Tab leads to, from the top to the end of the page. @param {Page} page @returns {Promise<Stop[]>} */
export async function stops(page, most = 200) {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    getSelection()?.removeAllRanges();
    scrollTo(0, 0);
  });
  /** @type {Stop[]} */
  const way = [];
  const first = new Set();
  for (let pressed = 0; pressed < most; pressed += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      if (!at || at === document.body || at === document.documentElement) return null;
      const box = at.getBoundingClientRect();
      const outlined = (/** @type {Element | null} */ e) =>
        e !== null && getComputedStyle(e).outlineStyle !== "none" && parseFloat(getComputedStyle(e).outlineWidth) > 0;
      // A checkbox may ring itself together with its label.
      const ringed = outlined(at) || getComputedStyle(at).boxShadow !== "none" || outlined(at.parentElement);
      let stays = false;
      for (let e = /** @type {Element | null} */ (at); e; e = e.parentElement)
        stays ||= getComputedStyle(e).position === "fixed";
      const root = /** @type {Document | ShadowRoot} */ (at.getRootNode());
      const middle = root.elementFromPoint(
        box.left + Math.min(box.width / 2, 20),
        box.top + Math.min(box.height / 2, 10),
      );
      const hidden =
        box.width === 0 || (middle !== null && middle !== at && !at.contains(middle) && !middle.contains(at));
      const name = (at.getAttribute("aria-label") ?? at.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40);
      const what = `${at.localName}${at.id ? `#${at.id}` : ""}.${at.classList[0] ?? ""} ${name}`;
      const key = [...document.querySelectorAll("*")].indexOf(at);
      return {
        key,
        stop: { what, top: Math.round(box.top + scrollY), height: Math.round(box.height), ringed, stays, hidden },
      };
    });
    if (!stop || first.has(stop.key)) break;
    if (stop.key >= 0) first.add(stop.key);
    way.push(stop.stop);
  }
  return way;
}

/** Things to press that are too small for a tired thumb. @param {Page} page @returns {Promise<string[]>} */
export const small = (page) =>
  page.evaluate(() => {
    const wanted =
      "button, summary, select, textarea, .ds-button, a.v-tel, input:not([type=hidden], [type=checkbox], [type=radio])";
    return [...document.querySelectorAll(wanted)]
      .filter((e) => e.checkVisibility?.() !== false && e.getClientRects().length > 0)
      .filter((e) => Math.round(e.getBoundingClientRect().height) < 44)
      .map(
        (e) =>
          `${e.localName}.${e.className} ${(e.textContent ?? "").trim().slice(0, 30)}: ${Math.round(e.getBoundingClientRect().height)} px`,
      );
  });

/**
 * Labels that stand in bokmål on a page of another language without saying so.
 * @param {Page} page @param {string[]} labels in bokmål, with no word of their own in the page's language
 * @returns {Promise<string[]>}
 */
export const unmarked = (page, labels) =>
  page.evaluate((labels) => {
    const known = new Set(labels);
    const faults = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const text = (node.textContent ?? "").trim();
      const lang = node.parentElement?.closest("[lang]")?.getAttribute("lang");
      if (known.has(text) && lang !== "nb" && !node.parentElement?.closest("script, option"))
        faults.push(`«${text}» in ${lang}`);
    }
    return faults;
  }, labels);
