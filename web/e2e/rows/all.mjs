// What: the rows of the encryption design's table 2.4 and of the identical bytes, run by Chromium:
// the functions that run natively in crates/seal, compiled for browsers (xtask/src/wasm_rows.rs),
// in a worker under the product's policy. Refuses: being served; the module is a test's alone.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { here } from "../../build/pages.mjs";
import { person } from "../lib/browser.mjs";
import { POLICY } from "../lib/policy.mjs";
import { figures, skip, test } from "../lib/suite.mjs";

const FOLDER = `${here}e2e/dist/rows`;
const YEAR_MICROS = 365 * 86_400_000_000;

const PAGE = `
  const policy = trustedTypes.createPolicy("tacita", { createScriptURL: (url) => url });
  globalThis.rows = (now) => new Promise((done, fail) => {
    const worker = new Worker(policy.createScriptURL("/worker.js"), { type: "module" });
    worker.onmessage = ({ data }) => done(data);
    worker.onerror = ({ message }) => fail(new Error(message));
    worker.postMessage(now);
  });`;
const WORKER = `
  import init, { conformanceRows } from "/rows.js";
  onmessage = async ({ data }) => {
    await init({ module_or_path: "/rows_bg.wasm" });
    postMessage(conformanceRows(data));
  };`;

function serve() {
  const js = "text/javascript";
  const files = {
    "/favicon.ico": ["image/x-icon", " "],
    "/": ["text/html", '<!doctype html><meta charset="utf-8"><title>rows</title><script type="module" src="/page.js"></script>'],
    "/page.js": [js, PAGE],
    "/worker.js": [js, WORKER],
    "/rows.js": [js, readFileSync(`${FOLDER}/rows.js`)],
    "/rows_bg.wasm": ["application/wasm", readFileSync(`${FOLDER}/rows_bg.wasm`)],
  };
  const server = createServer((request, response) => {
    const [type, body] = files[request.url] ?? [];
    if (!body) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": type, "content-security-policy": POLICY }).end(body);
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

export function rows() {
  const title = "rows 1 to 10 of the encryption design's table and the identical bytes hold in Chromium, in every profile (Practice: B14)";
  // Compiling them takes minutes: `cargo xtask prove rows` does, and runs this; elsewhere the native
  // tests of crates/seal run the same functions.
  if (!existsSync(`${FOLDER}/rows_bg.wasm`)) {
    if (process.env.TACITA_PROVE) throw new Error("the rows are not built");
    return skip("rows of the encryption design in Chromium", "cargo xtask prove rows builds and runs them");
  }
  test(title, async () => {
    const server = await serve();
    const who = await person();
    try {
      await who.page.goto(`http://localhost:${server.address().port}/`);
      const run = async (now) => JSON.parse(await who.page.evaluate((at) => globalThis.rows(at), now));
      const now = Date.now() * 1000;
      const all = await run(now);
      assert.deepEqual(all.filter(({ failure }) => failure), []);
      const profiles = [...new Set(all.map(({ profile }) => profile))];
      assert.deepEqual(profiles.sort(), ["tacita-pq-1", "tacita-std-1"]);
      const claims = [...new Set(all.map(({ claim }) => claim))];
      assert.equal(all.length, claims.length * profiles.length);
      // Ten rows of the table, the identical bytes, and the two faults that the library was pinned for.
      assert.equal(claims.length, 13);
      assert.ok(claims.some((claim) => claim.includes("identical bytes")));
      // The control: at a time when no credential holds any more, rows fail and say so.
      const late = await run(now + YEAR_MICROS * 2);
      assert.ok(late.some(({ failure }) => failure));
      assert.deepEqual(who.complaints, []);
      figures.rows = { claims, profiles, held: all.length };
    } finally {
      await who.close();
      server.close();
    }
  });
}
