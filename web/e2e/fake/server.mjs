// What: serves the pages built on the stand-in brain, with the product's headers, on free ports of
// this machine, and answers the requests of the pages with made-up people and chats.
// Refuses: being mistaken for the server; it has no accounts, no storage and no encryption.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { POLICY } from "../lib/policy.mjs";
import { answers } from "./world.mjs";

const TYPES = { ".html": "text/html", ".wasm": "application/wasm", ".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml" };

export async function serve(dist) {
  const manifest = JSON.parse(await readFile(`${dist}/manifest.json`, "utf8"));
  let ours;
  const service = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://x");
    if (request.method === "POST" && pathname.endsWith("/held")) return response.writeHead(204).end();
    if (pathname === "/v1/screening") {
      response.writeHead(200, { "content-type": "text/plain" });
      return response.end("ask que_1 ADDRESS\nrule que_1 EMAIL customer mask -\nrule que_2 PHONE * block no\n");
    }
    const answer = answers[`${request.method} ${pathname}`];
    if (answer !== undefined) {
      response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
      return response.end(answer === null ? "" : JSON.stringify(answer));
    }
    const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    try {
      const body = await readFile(dist + path);
      response.writeHead(200, {
        "content-type": `${TYPES[extname(path)] ?? "application/octet-stream"}; charset=utf-8`,
        "content-security-policy": POLICY,
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
        "x-content-type-options": "nosniff",
      });
      response.end(body);
    } catch {
      response.writeHead(404, { "content-type": "application/problem+json" });
      response.end("{}");
    }
  });
  const shop = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://x");
    const path = dist + (pathname === "/" ? "/shop/index.html" : pathname);
    const body = await readFile(path).catch(() => null);
    if (!body) return response.writeHead(404).end();
    response.writeHead(200, {
      "content-type": TYPES[extname(path)] ?? "text/plain",
      "content-security-policy": `default-src 'none'; script-src ${ours}; frame-src ${ours}; style-src 'self'; img-src 'self'`,
    });
    const filled = String(body).replace("{{ORIGIN}}", ours).replace("{{SITE}}", "demo").replace("{{ROOT}}", "00ff");
    response.end(extname(path) === ".html" ? filled : body);
  });
  const listen = (server) => new Promise((done) => server.listen(0, "127.0.0.1", () => done(server.address().port)));
  ours = `http://localhost:${await listen(service)}`;
  const theirs = `http://127.0.0.1:${await listen(shop)}`;
  return { ours, theirs, manifest, close: () => (service.close(), shop.close()) };
}
