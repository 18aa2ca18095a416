// What: prints the sizes that `cargo xtask figures` takes over, as one JSON object.
// widget_gzip_bytes: what the widget's first paint takes: page, style, script and its static imports.
// widget_chat_gzip_bytes: with what is then fetched to write the first message, the worker apart.
// widget_all_gzip_bytes: with the screens behind a tap and the worker's script; without wasm.
import { readdirSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { here } from "./pages.mjs";

/** What opening the widget fetches: its page, and what the page itself names. */
const first = async () => {
  const html = await readFile(here + "dist/widget/index.html", "utf8");
  const names = new Set([...html.matchAll(/(?:src|href)="\/widget\/(assets\/[^"]+\.(?:js|css))"/g)].map((m) => m[1]));
  const files = [];
  // Sets are walked while they grow: what a script imports statically is fetched with it.
  for (const name of names) {
    const file = await readFile(here + "dist/widget/" + name);
    files.push(file);
    if (name.endsWith(".js"))
      for (const m of String(file).matchAll(/(?:from|import)\s*["']\.\/([^"']+)["']/g)) names.add(`assets/${m[1]}`);
  }
  return [Buffer.from(html), ...files].reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
};
const sum = async (folder, take) => {
  let total = 0;
  for (const entry of await readdir(here + folder, { recursive: true, withFileTypes: true })) {
    const path = `${entry.parentPath}/${entry.name}`;
    if (entry.isFile() && take(entry.name)) total += gzipSync(await readFile(path), { level: 9 }).length;
  }
  return total;
};
// Another language replaces English; a customer loads one of them.
const tags = readdirSync(here + "kit/words/guide").map((name) => name.replace(".ftl", ""));
const english = (name) => !tags.some((tag) => tag !== "en" && name.startsWith(`${tag}-`));
// A file of English alone is the safety guide's, and it stands behind a tap.
const behind = (name) => /^(later|receipt|worker|en)-/.test(name);
console.log(
  JSON.stringify({
    loader_gzip_bytes: await sum("dist/loader", (name) => name.endsWith(".js")),
    widget_gzip_bytes: await first(),
    widget_chat_gzip_bytes: await sum("dist/widget", (name) => /\.(js|css|html)$/.test(name) && english(name) && !behind(name)),
    widget_all_gzip_bytes: await sum("dist/widget", (name) => /\.(js|css|html)$/.test(name) && english(name)),
    console_gzip_bytes: await sum("dist/console", (name) => /\.(js|css|html)$/.test(name) && english(name)),
  }),
);
