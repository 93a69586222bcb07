// Owns the compressed copy beside every file of dist, so that the service compresses nothing while people wait.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const DIST = new URL("../dist/", import.meta.url).pathname;
const TEXT = /\.(css|js|svg|json|txt)$/;

/** @param {Buffer} bytes */
const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });

for (const file of readdirSync(DIST, { recursive: true, withFileTypes: true })) {
  // A font is compressed already.
  if (!file.isFile() || !TEXT.test(file.name)) continue;
  const path = join(file.path, file.name);
  const bytes = readFileSync(path);
  writeFileSync(`${path}.br`, brotli(bytes));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}
