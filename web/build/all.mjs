// What: builds every page into web/dist and writes dist/manifest.json, which tells the server the
// loader's immutable address and its integrity hash.
// Refuses: a loader that is not ASCII or too large, and a page with inline script or style.
// `--fake DIR` builds the pages on the fake brain of e2e/fake into DIR instead. Next: pages.mjs.
import { createHash } from "node:crypto";
import { readFile, readdir, rename, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "vite";
import { here, loader, page } from "./pages.mjs";

const at = process.argv.indexOf("--fake");
const fake = at > 0;
const out = fake ? resolve(process.argv[at + 1]) : here + "dist";

for (const name of ["widget", "console", "shop", ...(fake ? ["kit"] : [])]) {
  await build(page(name, out, fake));
  const html = await readFile(`${out}/${name}/index.html`, "utf8");
  if (/<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|data:/.test(html)) {
    throw new Error(`${name}/index.html holds inline script or style: the policy would refuse it`);
  }
}

await build(loader(out));
const script = await readFile(`${out}/loader/tacita.js`);
if (script.some((byte) => byte > 126)) throw new Error("the loader must be ASCII");
const size = gzipSync(script, { level: 9 }).length;
if (size > 2000) throw new Error(`the loader is ${size} bytes gzip; 2,000 is the limit`);
const integrity = "sha384-" + createHash("sha384").update(script).digest("base64");
const name = `tacita-${createHash("sha256").update(script).digest("hex").slice(0, 12)}.js`;
await rename(`${out}/loader/tacita.js`, `${out}/loader/${name}`);

// Path and hash of the loader are known here; `tacita demo` fills in origin, site and pinned root.
const shop = await readFile(`${out}/shop/index.html`, "utf8");
const snippet =
  `<script async src="{{ORIGIN}}/loader/${name}" integrity="${integrity}" crossorigin="anonymous" ` +
  `data-site="{{SITE}}" data-root="{{ROOT}}" data-ledger="{{LEDGER}}"></script>`;
if (!shop.includes("<!-- tacita -->")) throw new Error("the shop page has no place for the snippet");
await writeFile(`${out}/shop/index.html`, shop.replace("<!-- tacita -->", snippet));

const manifest = {
  loader: { path: `/loader/${name}`, integrity },
  pages: { widget: "/widget/", console: "/console/", shop: "/shop/" },
  files: (await readdir(out, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name !== "manifest.json")
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(out.length))
    .map((path) => path.replace(/\/{2,}/g, "/"))
    .sort(),
};
await writeFile(`${out}/manifest.json`, JSON.stringify(manifest, null, 2) + "\n");
// Which blocks suit a large file is found by trying: modules and tables change their nature every few pages.
// `xtask-bind weigh` packs in the same way.
const WAYS = [{}, { [constants.BROTLI_PARAM_LGBLOCK]: 16 }];
function smallest(bytes) {
  const ways = bytes.length < 1 << 16 ? WAYS.slice(0, 1) : WAYS;
  return ways.map((params) => brotliCompressSync(bytes, { params })).reduce((a, b) => (b.length < a.length ? b : a));
}
// Packed copies beside the files, which the server sends to browsers that accept them: it never packs
// on a request.
for (const path of fake ? [] : manifest.files.filter((name) => /\.(js|css|html|wasm|bin|svg)$/.test(name))) {
  const bytes = await readFile(out + path);
  if (bytes.length < 1024) continue;
  await writeFile(`${out}${path}.br`, smallest(bytes));
  await writeFile(`${out}${path}.gz`, gzipSync(bytes, { level: 9 }));
}
console.log(`built ${manifest.files.length} files, loader ${size} bytes gzip`);
