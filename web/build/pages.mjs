// What: how each page is built: widget, console, kit and shop are pages, the loader is one script.
// Refuses: inlined assets, inline script or style, and `data:` addresses: the content security
// policy of the pages allows none of them. Next: all.mjs, which runs these.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { words } from "./words.mjs";

export const here = fileURLToPath(new URL("..", import.meta.url));

/** What a test may swap: the brain by a fake one. The product never sets it. */
export const core = (fake) => here + (fake ? "e2e/fake/core.ts" : "core/src/index.ts");

/** Which module the page's workers load. The desk's half is the console's alone; a customer need not carry it. */
const side = (name) => `${here}core/src/${name === "console" ? "desk" : "customer"}-side.ts`;

/** The widget shows no identity colours; it need not carry them. */
const lean = (name) => ({
  name: "tacita-lean",
  enforce: "pre",
  transform(code, id) {
    if (name !== "widget" || !id.endsWith("kit/tokens.css")) return null;
    return { code: code.slice(0, code.indexOf("/* Identity of a customer")), map: null };
  },
});

/** `import integrity from "…?integrity"`: what `fetch` compares the file with that it brings. */
const integrity = () => ({
  name: "tacita-integrity",
  enforce: "pre",
  async load(id) {
    const [file, query] = id.split("?");
    if (query !== "integrity") return null;
    this.addWatchFile(file);
    const hash = createHash("sha384").update(await readFile(file)).digest("base64");
    return { code: `export default "sha384-${hash}";`, map: null };
  },
});

const common = (name, fake) => ({
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  resolve: { alias: { "@core": core(fake), "@side": side(name), "@kit": here + "kit" } },
  plugins: [lean(name), words(here + "kit/words"), svelte({ configFile: here + "svelte.config.js" })],
  worker: { format: "es", plugins: () => [integrity()], rollupOptions: { output: { entryFileNames: "assets/[name]-[hash].js" } } },
});

/** Browsers that have everything the pages use: wasm references, `light-dark()`, `dvh`. */
const browsers = ["chrome123", "firefox128", "safari17.5"];

export const page = (name, out, fake) => ({
  ...common(name, fake),
  root: here + name,
  base: `/${name}/`,
  build: {
    outDir: `${out}/${name}`,
    emptyOutDir: true,
    target: browsers,
    cssTarget: browsers,
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
  },
});

export const loader = (out) => ({
  ...common("loader", false),
  root: here + "loader",
  build: {
    outDir: `${out}/loader`,
    emptyOutDir: true,
    target: "es2020",
    reportCompressedSize: false,
    lib: { entry: "loader.ts", formats: ["iife"], name: "tacita", fileName: () => "tacita.js" },
  },
});
