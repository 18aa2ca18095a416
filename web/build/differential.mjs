// What: gives the browser module (under Node) and the native engine the same texts and compares what
// they find, number by number. The texts: the permissively licensed ones that the names were learned
// from, and seeded disguises of them; with TACITA_PROVE=full all of these and every JSON-lines file in
// the folder TACITA_CORPUS. Refuses: passing when nothing was compared or nothing was found.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import init, { Screening, Tables } from "../core/generated/desk.js";
import { here } from "./pages.mjs";

const full = process.env.TACITA_PROVE === "full";
const seed = Number(process.env.TACITA_SEED ?? 20261);
const generated = full ? 60_000 : 2_000;
const target = process.env.CARGO_TARGET_DIR ?? `${here}../target`;

/** A seeded generator (mulberry32); `below(n)` draws a whole number from 0 to n - 1. */
let state = seed;
const below = (n) => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * n);
};
const one = (list) => list[below(list.length)];

const utf8 = new TextEncoder();
/** A record as both engines take it: its breaks are code points in the files, bytes for the engines. */
const input = ({ text, expected = "", breaks = [] }) => {
  const points = [...text];
  const bytes = breaks.map((at) => utf8.encode(points.slice(0, at).join("")).length);
  return { text, expected: [expected].flat().join(), breaks: bytes };
};
const records = (bytes) => String(bytes).split("\n").filter(Boolean).map((line) => input(JSON.parse(line)));
const folder = (path, ending, read) =>
  readdirSync(path)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => [name.slice(0, -ending.length), records(read(readFileSync(`${path}/${name}`)))]);

const learned = folder(`${here}../crates/screen/train/data`, ".jsonl.gz", gunzipSync);
const sources = full ? learned : learned.map(([name, list]) => [name, list.filter((_, at) => at % 6 === seed % 6)]);
if (full && process.env.TACITA_CORPUS) sources.push(...folder(process.env.TACITA_CORPUS, ".jsonl", String));

const KINDS = ["", "", "", "CREDIT_CARD", "CVV,PIN", "PERSON", "ADDRESS", "PHONE", "PASSWORD", "NATIONAL_ID,TAX_ID"];
const VALUES = [
  "4111 1111 1111 1111", "5500-0000-0000-0004", "GB82 WEST 1234 5698 7654 32", "DE89370400440532013000",
  "+44 20 7946 0958", "(415) 555-0132", "8001015009087", "078-05-1120", "a.b@example.co.za", "192.168.12.7",
  "four one one one double one", "sk_live_51H8abcdefghijklmnop", "password is hunter2!", "Thandi Nkosi", "12 Main St",
  "00:1b:44:11:3a:b7", "1HGBH41JXMN109186", "cvv 123", "مرحبا ٤١١١١١١١١١١١١١١١", "卡号 4111111111111111",
];
const WAYS = [
  (t) => t.replace(/\d/g, (d) => String.fromCodePoint(0xff10 + Number(d))),
  (t) => [...t].join("\u200b"),
  (t) => t.replace(/(\d)(?=\d)/g, "$1 "),
  (t) => t.replace(/@/g, " at ").replace(/\./g, " dot "),
  (t) => t.toUpperCase(),
  (t) => t.toLowerCase(),
  (t) => t.replace(/ /g, "\u00a0").replace(/-/g, "\u2013"),
  (t) => `\u202e${t}\u202c`,
  (t) => `${t}\n`.repeat(2 + below(60)),
  (t) => t.slice(below(t.length + 1)),
  (t) => [...t].reverse().join(""),
];
const texts = learned.flatMap(([, list]) => list);
/** Text and values mixed and disguised; now and then code units at random, halves of pairs among them. */
const disguise = () => {
  const pieces = Array.from({ length: 1 + below(4) }, () => (below(2) ? one(VALUES) : one(texts).text));
  if (below(5) === 0) pieces.push(String.fromCharCode(...Array.from({ length: below(40) }, () => below(65536))));
  let text = pieces.join(one([" ", ", ", "\n", "", " is "]));
  for (let n = below(3); n > 0; n--) text = one(WAYS)(text);
  // Now and then longer than two pieces of the engine; that is long enough.
  text = text.slice(0, below(50) ? 1_000 : 40_000);
  const breaks = below(4) ? [] : [below([...text].length + 1)];
  return input({ text, expected: one(KINDS), breaks });
};
sources.push(["generated", Array.from({ length: generated }, disguise)]);

// The native engine, built as it is for the module's own build.
const optimised = ["--config", "profile.dev.package.tacita-screen.opt-level=2"];
execFileSync("cargo", ["build", "--quiet", "--locked", "--package", "xtask-bind", ...optimised], {
  cwd: `${here}..`,
  env: { ...process.env, CARGO_TARGET_DIR: `${target}/xtask/bind` },
  stdio: "inherit",
});
const native = (list) => {
  // JavaScript's halves of pairs are no text in UTF-8; both sides read them as the replacement character.
  const lines = list.map((record) => JSON.stringify({ ...record, text: record.text.toWellFormed() }));
  const run = spawnSync(`${target}/xtask/bind/debug/xtask-bind`, ["spans"], { input: lines.join("\n"), maxBuffer: 1 << 30 });
  if (run.status !== 0) throw new Error(String(run.stderr));
  return String(run.stdout).split("\n").slice(0, -1);
};

await init({ module_or_path: readFileSync(`${here}core/generated/desk_bg.wasm`) });
const screening = new Screening(new Tables(readFileSync(`${here}core/generated/tables.bin`)));

const figures = { seed, texts: 0, bytes: 0, findings: 0, differences: 0 };
let [passed, failed] = [0, 0];
for (const [name, list] of sources) {
  const theirs = native(list);
  const before = figures.differences;
  if (theirs.length !== list.length) throw new Error(`${name}: ${theirs.length} answers to ${list.length} texts`);
  list.forEach(({ text, expected, breaks }, at) => {
    const ours = screening.spans(text, expected, Uint32Array.from(breaks)).join();
    figures.texts += 1;
    figures.bytes += utf8.encode(text).length;
    figures.findings += theirs[at] === "" ? 0 : theirs[at].split(",").length / 5;
    if (ours === theirs[at]) return;
    figures.differences += 1;
    if (figures.differences <= 10) console.log(`${name} ${at} (seed ${seed}): module [${ours}], native [${theirs[at]}]`);
  });
  console.log(`  ${figures.differences === before ? "✔" : "✘"} ${name}: ${list.length} texts`);
  if (figures.differences === before) passed += 1;
  else failed += 1;
}
if (figures.findings === 0) throw new Error("nothing was found in any text: nothing was compared");
console.log(JSON.stringify(figures));
if (process.env.TACITA_PROVE_FILE) writeFileSync(process.env.TACITA_PROVE_FILE, JSON.stringify(figures));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
