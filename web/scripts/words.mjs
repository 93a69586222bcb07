// Owns how a table of words becomes a module. Must not know which words there are.

const HEADER = "key\tnb\tnn\tse\ten";

/**
 * Reads a table: one row a label, one column a language. A broken table stops the build and says where.
 * @param {string} text
 * @param {string} file
 * @returns {Record<string, string[]>}
 */
export function readWords(text, file) {
  const [header, ...rows] = text.replace(/\r/g, "").split("\n");
  if (header !== HEADER) throw new Error(`${file}: the first line must be ${JSON.stringify(HEADER)}`);
  /** @type {Record<string, string[]>} */
  const words = {};
  rows.forEach((row, at) => {
    if (row === "" || row.startsWith("#")) return;
    const [key, nb, nn = "", se = "", en = "", ...more] = row.split("\t");
    if (!key || !nb || more.length > 0) throw new Error(`${file}:${at + 2}: want key, nb, nn, se, en with tabs between`);
    if (key in words) throw new Error(`${file}:${at + 2}: ${key} stands there twice`);
    words[key] = [nb, nn, se, en];
  });
  return words;
}

/** @returns {import("vite").Plugin} */
export function words() {
  return {
    name: "veiviser-words",
    enforce: "pre",
    transform: {
      filter: { id: /\.tsv$/ },
      handler(text, id) {
        return { code: `export default ${JSON.stringify(readWords(text, id))}`, map: null, moduleType: "js" };
      },
    },
  };
}
