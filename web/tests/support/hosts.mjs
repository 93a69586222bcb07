// Owns somebody else's website: the host pages, served from an origin of their own with a strict policy. Must not know the element.
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";

const PAGES = new URL("../hosts/", import.meta.url);

export const hosts = () => readdirSync(PAGES).filter((file) => file.endsWith(".html"));

/**
 * Serves the host pages; `{{service}}` in them becomes our own address.
 * @param {string} service
 * @returns {Promise<{ origin: string, stop: () => Promise<void> }>}
 */
export async function serveHosts(service) {
  const policy = [
    "default-src 'none'",
    `script-src ${service}`,
    `connect-src ${service}`,
    `img-src ${service}`,
    `frame-src ${service}`,
    "style-src 'self' 'unsafe-inline'",
  ].join("; ");
  const server = createServer((request, answer) => {
    const file = (request.url ?? "/").slice(1).replace(/\?.*/, "");
    if (!readdirSync(PAGES).includes(file)) return void answer.writeHead(404).end();
    const type = file.endsWith(".css") ? "text/css" : "text/html";
    answer.writeHead(200, { "content-type": `${type}; charset=utf-8`, "content-security-policy": policy });
    answer.end(readFileSync(new URL(file, PAGES), "utf8").replaceAll("{{service}}", service));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
  const address = server.address();
  const port = address && typeof address === "object" ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
