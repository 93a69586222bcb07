// Owns what the build leaves beside the assets: the manifest that the pages are written from, and style sheets
// without data: addresses, which our Content-Security-Policy forbids.
import { createHash } from "node:crypto";

const DATA_URI = /url\(\s*(?:"(data:image\/svg\+xml[^"]*)"|'(data:image\/svg\+xml[^']*)'|(data:image\/svg\+xml[^)]*))\s*\)/g;

/** @param {string | Uint8Array} content */
const hash = (content) => createHash("sha256").update(content).digest("base64url").slice(0, 8);

/** @param {string} uri */
export function decoded(uri) {
  const comma = uri.indexOf(",");
  const body = uri.slice(comma + 1);
  return /;base64$/i.test(uri.slice(0, comma)) ? Buffer.from(body, "base64").toString() : decodeURIComponent(body);
}

/** The name that the pages ask for: `site-4fJ2.css` is `site.css`, Inter's files are `inter.woff2` and `inter-ext.woff2`.
 * @param {string} fileName
 */
function plain(fileName) {
  const name = fileName.replace(/^assets\//, "").replace(/-[\w-]{8}(\.\w+)$/, "$1");
  return name.replace(/^inter-latin(-ext)?-wght-normal/, "inter$1");
}

/** @returns {import("vite").Plugin} */
export function manifest() {
  return {
    name: "veiviser-manifest",
    enforce: "post",
    generateBundle(_options, bundle) {
      /** @type {Record<string, string>} */
      const names = {};
      for (const [fileName, file] of Object.entries(bundle)) {
        if (file.type === "chunk" && file.isEntry && !file.name.endsWith(".css")) names[`${file.name}.js`] = `/${fileName}`;
        if (file.type !== "asset") continue;
        if (!fileName.endsWith(".css")) {
          names[plain(fileName)] = `/${fileName}`;
          continue;
        }
        const css = String(file.source).replace(DATA_URI, (_all, double, single, bare) => {
          const svg = decoded(double ?? single ?? bare);
          const icon = `assets/icon-${hash(svg)}.svg`;
          if (!(icon in bundle)) this.emitFile({ type: "asset", fileName: icon, source: svg });
          return `url(/${icon})`;
        });
        if (css.includes("data:")) this.error(`${fileName} still holds a data: address`);
        // The hash that the bundler gave is of the text before the icons were moved.
        const name = plain(fileName);
        const renamed = `assets/${name.replace(/\.css$/, "")}-${hash(css)}.css`;
        delete bundle[fileName];
        this.emitFile({ type: "asset", fileName: renamed, source: css });
        names[name] = `/${renamed}`;
      }
      const sorted = Object.fromEntries(Object.entries(names).sort(([a], [b]) => (a < b ? -1 : 1)));
      this.emitFile({ type: "asset", fileName: "manifest.json", source: `${JSON.stringify(sorted, null, 2)}\n` });
    },
  };
}
