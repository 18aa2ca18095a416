// What: the real pages and every answer of the real program: headers of each route, file and error,
// axe in light and dark at the width of a phone and of a desk, and every act by keyboard alone.
// Refuses: a route that the contract lists and nobody looked at, and a policy with anything inline.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { here } from "../../build/pages.mjs";
import { ask } from "../lib/ask.mjs";
import { violations } from "../lib/axe.mjs";
import { ROOM } from "../lib/people.mjs";
import { figures } from "../lib/suite.mjs";
import { scene } from "./scene.mjs";

const STRICT = ["x-content-type-options: nosniff", "referrer-policy: no-referrer", "cross-origin-opener-policy: same-origin"];
const ID = "00000000000000000000000000";

/** What every answer has, and what answers of this kind have beside. */
function check(what, { headers }, kind) {
  const policy = headers["content-security-policy"] ?? "";
  for (const line of STRICT) {
    const [name, value] = line.split(": ");
    assert.equal(headers[name], value, `${what}: ${name}`);
  }
  assert.match(headers["permissions-policy"] ?? "", /camera=\(\).*display-capture=\(\)/, what);
  assert.match(policy, /^default-src 'none'; .*frame-ancestors /, what);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|unsafe-hashes|data:|http:|\*/, what);
  // A pinned HSTS on localhost would break every other service of the machine; the server's own
  // tests see it on a host name.
  assert.equal(headers["strict-transport-security"], undefined, what);
  assert.equal(headers.server, undefined, what);
  const expected = {
    api: ["no-store", "same-origin", /frame-ancestors 'none'$/],
    page: ["no-store", "same-origin", /require-trusted-types-for 'script'.*frame-ancestors 'none'$/],
    widget: ["no-store", "cross-origin", /require-trusted-types-for 'script'.*frame-ancestors https:\/\/127\.0\.0\.1:\d+$/],
    hashed: ["public, max-age=31536000, immutable", "same-origin", /require-trusted-types-for 'script'/],
    file: ["no-cache", "same-origin", /require-trusted-types-for 'script'/],
    loader: ["public, max-age=31536000, immutable", "cross-origin", /frame-ancestors 'none'$/],
  }[kind];
  assert.equal(headers["cache-control"], expected[0], what);
  assert.equal(headers["cross-origin-resource-policy"], expected[1], what);
  assert.match(policy, expected[2], what);
  assert.equal(headers["access-control-allow-origin"], kind === "loader" ? "*" : undefined, what);
  assert.equal(headers["x-frame-options"], ["widget", "loader"].includes(kind) ? undefined : "DENY", what);
  if (kind === "page" || kind === "widget") assert.match(policy, /script-src 'self' 'wasm-unsafe-eval';/, what);
}

/** The kind of answer that a built file is. */
function kindOf(path) {
  if (path.startsWith("/loader/")) return "loader";
  return path.includes("/assets/") ? "hashed" : "file";
}

async function everyAnswer({ running }) {
  let looked = 0;
  const look = async (kind, method, path, status, options) => {
    const answer = await ask(running, method, path, options);
    const what = `${method} ${path} (${answer.status})`;
    if (status) assert.equal(answer.status, status, what);
    check(what, answer, kind);
    looked += 1;
  };
  // Every route of the contract, by its own method, by a method that it has not, with a broken body.
  const contract = JSON.parse(readFileSync(`${here}../docs/reference/openapi.json`, "utf8"));
  const paths = Object.entries(contract.paths);
  assert.ok(paths.length >= 18);
  for (const [path, methods] of paths) {
    const real = path.replace("{site}", "harbour-books").replace("{device}", `dev_${ID}`).replace("{conversation}", `cnv_${ID}`);
    for (const method of Object.keys(methods)) {
      await look("api", method.toUpperCase(), real);
      if (method === "post" || method === "put") {
        const headers = { "content-type": "application/json", origin: `https://localhost:${running.port}` };
        await look("api", method.toUpperCase(), real, undefined, { headers, body: "{" });
      }
    }
    await look("api", "PATCH", real, 405, { headers: { origin: `https://localhost:${running.port}` } });
    await look("api", "POST", real, 403, { headers: { origin: "https://evil.example" } });
  }
  // Every page, and every file that was built, as it is asked for and packed.
  await look("page", "GET", "/console/", 200);
  await look("widget", "GET", "/widget/?site=harbour-books", 200);
  await look("api", "GET", "/", 303);
  const { files } = JSON.parse(readFileSync(`${here}dist/manifest.json`, "utf8"));
  const served = files.filter((path) => /^\/(widget|console|loader)\//.test(path) && !path.endsWith(".html"));
  assert.ok(served.length > 10);
  for (const path of served) {
    await look(kindOf(path), "GET", path, 200);
    await look(kindOf(path), "GET", path, 200, { headers: { "accept-encoding": "br, gzip" } });
  }
  // Errors.
  const long = { headers: { "content-type": "application/json", origin: `https://localhost:${running.port}` }, body: `{"name":"${"a".repeat(300_000)}"}` };
  for (const [method, path, status, options] of [
    ["GET", "/no-such-page", 404],
    ["GET", "/widget/?site=no-such-site", 404],
    ["GET", "/widget/index.html", 404],
    ["GET", "/console/..%2f..%2fserver", 404],
    ["GET", "/loader/no-such.js", 404],
    ["GET", "/v1/inbox", 401],
    ["GET", "/v1/inbox", 421, { headers: { host: "evil.example" } }],
    ["GET", "/v1/issuer/requests", 404],
    ["POST", "/v1/sign-ins", 413, long],
    ["POST", "/v1/sign-ins", 415, { headers: { origin: `https://localhost:${running.port}` }, body: "name=a" }],
  ])
    await look("api", method, path, status, options);
  // The shop's page, which is the demonstration's own: as strict as a careful shop's.
  const shop = await ask(running, "GET", "/", { port: Number(new URL(running.facts.shop).port) });
  assert.match(shop.headers["content-security-policy"], /^default-src 'none'; script-src https:\/\/localhost:\d+; frame-src https:\/\/localhost:\d+;/);
  assert.doesNotMatch(shop.headers["content-security-policy"], /unsafe/);
  figures.headers = { answers: looked, routes: paths.length, files: served.length };
  console.log(`    ${looked} answers of ${paths.length} routes and ${served.length} files looked at`);
}

/** Presses Tab until what has the focus is called this. */
async function tabTo(page, where, name) {
  for (let n = 0; n < 80; n++) {
    const at = await where.evaluate(() => {
      const e = document.activeElement;
      return e && e !== document.body ? `${e.getAttribute("aria-label") ?? ""} ${e.textContent} ${e.labels?.[0]?.textContent ?? ""}` : "";
    });
    if (name.test(at)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the Tab key does not reach ${name}`);
}

export function pages(binary) {
  scene(binary, "every route, file and error of the real program answers with headers as strict as its use allows", everyAnswer);

  for (const [colorScheme, width, height] of [["light", 1440, 900], ["dark", 390, 780]])
    scene(binary, `the real pages in ${colorScheme} at ${width} px pass axe under their own policy`, async (it) => {
      const look = { colorScheme, viewport: { width, height } };
      const [thandi] = await it.agents("thandi", look);
      const ines = await it.customer(look);
      const faults = [];
      const see = async (what, frame) => faults.push(...(await violations(frame)).map((line) => `${what}: ${line}`));
      await see("opening", ines.frame);
      await see("inbox", thandi.page.mainFrame());
      await ines.write(it.says("Hello there, good evening"));
      await thandi.accept();
      await thandi.sees(it.says("Hello there, good evening"));
      await thandi.write(it.says(`is it ${it.card} that you mean`));
      await ines.sees("that you mean");
      await see("chat, customer", ines.frame);
      await see("chat, agent", thandi.page.mainFrame());
      await see("shop", ines.page.mainFrame());
      await ines.frame.getByRole("button", { name: new RegExp(`Only you and ${thandi.name}`) }).click();
      await ines.frame.locator("dialog[open]").waitFor(ROOM);
      await see("who can read this", ines.frame);
      assert.deepEqual(faults, []);
    });

  scene(binary, "a whole chat by keyboard alone: sign in, open, write, accept, answer, hand over, close", async (it) => {
    const [thandi] = await it.agents("thandi");
    const [marek] = await it.agents("marek");
    const ines = await it.customer();
    const keys = ines.page.keyboard;
    // The chat was opened by pointer once, for its frame; closed and opened again by keyboard.
    await ines.frame.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
    await keys.press("Escape");
    await ines.page.waitForFunction(() => document.activeElement?.tagName === "DIV");
    await keys.press("Enter");
    await ines.frame.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
    const type = async (page, text) => {
      it.running.typed.add(text);
      await page.keyboard.type(text);
      await page.keyboard.press("Enter");
    };
    await type(ines.page, it.says("by keyboard alone"));
    const { page } = thandi;
    await page.locator("[data-conversation]").first().waitFor(ROOM);
    await page.keyboard.press("j");
    await page.keyboard.press("a");
    await thandi.sees(it.says("by keyboard alone"));
    await tabTo(page, page, /Reply to/);
    await type(page, it.says("typed, not clicked"));
    await ines.sees(it.says("typed, not clicked"));
    await tabTo(ines.page, ines.frame, /Only you and/);
    await keys.press("Enter");
    await ines.frame.locator("dialog[open] ol li").first().waitFor(ROOM);
    await keys.press("Escape");
    await ines.frame.locator("dialog[open]").waitFor({ state: "detached", ...ROOM });
    // A finding and its choices.
    await tabTo(ines.page, ines.frame, /Write a message/);
    await keys.type(`pay with ${it.card}`);
    await ines.frame.getByText("This looks like a card number").waitFor(ROOM);
    await keys.press("Shift+Tab");
    await keys.press("Enter");
    await ines.frame.waitForFunction(() => document.querySelector("textarea").value.trim() === "pay with");
    await keys.press("Control+a");
    await keys.press("Backspace");
    // To a colleague.
    await page.keyboard.press("Escape");
    await page.keyboard.press("t");
    await page.locator("dialog[open]").waitFor(ROOM);
    await tabTo(page, page, /Marek|Amina/);
    while (!(await page.evaluate(() => document.activeElement.labels?.[0]?.textContent ?? "")).includes("Marek")) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await tabTo(page, page, /Note for the next person/);
    await page.keyboard.type(it.says("handed over by key"));
    it.running.typed.add(it.says("handed over by key"));
    await tabTo(page, page, /^\s*(Transfer|Hand over)/);
    await page.keyboard.press("Enter");
    await marek.page.locator("[data-conversation]").first().waitFor(ROOM);
    await marek.page.keyboard.press("j");
    await marek.sees(it.says("handed over by key"));
    // And the end, by the customer.
    await tabTo(ines.page, ines.frame, /Close the chat/);
    await keys.press("Enter");
    await tabTo(ines.page, ines.frame, /Close and delete/);
    await keys.press("Enter");
    await ines.frame.getByText("This chat is closed").waitFor(ROOM);
  });
}
