// What: measures in a real Chromium, against the real program, what only a browser can tell: how long
// a worker takes to its first ciphertext, what that sends and how much memory it holds, how fast the
// module screens (in Chromium and in Node), when its tables are ready, what a console tab weighs.
// Prints one flat JSON object. Refuses: a median over failures; a run that did not end stops it.
// A blank page of the service's own origin starts the built worker at its own address, with a few lines
// before it that look at the clock: when the module is there, when the first ciphertext comes out of the
// brain (which has it written to the disk first, so it is seen on its way to the storage's own lock), and
// when it leaves over the socket.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { here } from "../build/pages.mjs";
import { person } from "./lib/browser.mjs";
import { agent } from "./lib/people.mjs";
import { program } from "./lib/program.mjs";
import { service } from "./lib/service.mjs";

const CONTEXTS = 20;
const BATCH = 1000;
const BATCHES = 20;
/** Frames that a customer sends before the first sealed message are smaller than this. */
const SENT_BYTES = 1000;
/** Of what a customer's brain has written, only what begins the group with the sealed message is larger. */
const SEALED_BYTES = 8000;

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const mean = (list) => list.reduce((sum, one) => sum + one, 0) / list.length;
const round = (number, digits = 1) => Math.round(number * 10 ** digits) / 10 ** digits;

/** Stands before the worker's own code: notes times, bytes and the module's memory. */
const HOOKS = `{
const seen = { up: 0 };
const fetched = self.fetch.bind(self);
self.fetch = (what, how) => {
  if (typeof how?.body === "string") seen.up += how.body.length;
  return fetched(what, how);
};
for (const name of ["instantiate", "instantiateStreaming"]) {
  const real = WebAssembly[name].bind(WebAssembly);
  WebAssembly[name] = async (...all) => {
    const made = await real(...all);
    seen.module = performance.now();
    seen.memory = (made.instance ?? made).exports.memory;
    return made;
  };
}
const encrypt = SubtleCrypto.prototype.encrypt;
SubtleCrypto.prototype.encrypt = function (how, key, what) {
  if (what.byteLength >= ${SEALED_BYTES}) seen.sealed ??= performance.now();
  return encrypt.call(this, how, key, what);
};
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (frame) {
  const bytes = frame.byteLength ?? frame.length;
  send.call(this, frame);
  if (seen.sent !== undefined) return;
  seen.up += bytes;
  if (bytes < ${SENT_BYTES}) return;
  seen.sent = performance.now();
  const { module, sealed, sent, up } = seen;
  self.postMessage({ measured: { module, sealed, sent, up } });
};
self.addEventListener("message", ({ data }) => {
  if (data.measure) self.postMessage({ measured: { memory: seen.memory.buffer.byteLength } });
});
}
`;

/** One customer in a browser profile of their own: from nothing to the first sealed message. */
async function cold({ facts }, worker) {
  const who = await person({ ca: facts.authority });
  try {
    const origin = new URL(facts.console).origin;
    // Chromium does not know from where a page of the test's own making came, and asks before it may
    // talk to this machine; a page that the service itself served need not be asked.
    await who.context.grantPermissions(["local-network-access"], { origin });
    await who.context.route(`${origin}/measure`, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }));
    const address = `${origin}/widget/assets/${worker}`;
    const body = HOOKS + readFileSync(`${here}dist/widget/assets/${worker}`, "utf8");
    await who.context.route(address, (route) => route.fulfill({ contentType: "text/javascript", body }));
    await who.page.goto(`${origin}/measure`);
    return await who.page.evaluate(
      async ({ address, start, message, wait }) => {
        const own = new Worker(address, { type: "module" });
        const told = (name) =>
          new Promise((done, fail) => {
            const late = setTimeout(() => fail(new Error(`no word of ${name}`)), wait);
            own.addEventListener("error", () => fail(new Error("the worker did not start")));
            own.addEventListener("message", ({ data }) => {
              if (data.measured?.[name] === undefined) return;
              clearTimeout(late);
              done(data.measured);
            });
          });
        const left = told("sent");
        own.postMessage({ type: "start", start });
        own.postMessage({ type: "act", act: { type: "send", message, text: "Hello, is my order on its way?", choices: [] } });
        const first = await left;
        if (first.sealed === undefined) throw new Error("the first ciphertext left and was not seen being written");
        // Everything that follows the first message (its acknowledgement, the answer's frames) has come.
        await new Promise((done) => setTimeout(done, 300));
        const memory = told("memory");
        own.postMessage({ measure: true });
        const held = await memory;
        // Else the agent would soon have as many chats as one person takes.
        own.postMessage({ type: "act", act: { type: "close" } });
        await new Promise((done) => setTimeout(done, 500));
        return { ...first, ...held };
      },
      {
        address,
        start: { type: "customer", origin, site: "harbour-books", rootFingerprint: facts.root_fingerprint, fresh: true },
        message: `msg_0${[...crypto.getRandomValues(new Uint8Array(25))].map((n) => "0123456789abcdefghjkmnpqrstvwxyz"[n & 31]).join("")}`,
        wait: 20_000,
      },
    );
  } finally {
    await who.close();
  }
}

/** Texts to screen: a thousand, as many from each of the licensed sources in the repository. */
const chats = () => {
  const folder = `${here}../crates/screen/train/data/`;
  const files = readdirSync(folder).filter((name) => name.endsWith(".jsonl.gz")).sort();
  const each = Math.ceil(BATCH / files.length);
  const texts = (name) => String(gunzipSync(readFileSync(folder + name))).split("\n").slice(0, each);
  return files.flatMap(texts).filter(Boolean).map((line) => JSON.parse(line).text).slice(0, BATCH);
};

/**
 * Microseconds a message, string in to spans out, and milliseconds from the tables' bytes to ready.
 * Runs here and in a page, so it uses nothing from around it; files come as bytes or as addresses.
 */
async function screening({ glue, module, tables, texts, batches }) {
  const bytes = async (file) => (typeof file === "string" ? new Uint8Array(await (await fetch(file)).arrayBuffer()) : file);
  const { default: init, Screening, Tables } = await import(glue);
  await init({ module_or_path: await bytes(module) });
  const file = await bytes(tables);
  const began = performance.now();
  const screen = new Screening(new Tables(file));
  screen.spans("ready 4111 1111 1111 1111", "", new Uint32Array());
  const ready = performance.now() - began;
  const none = new Uint32Array();
  const batch = () => {
    const start = performance.now();
    for (const text of texts) screen.spans(text, "", none);
    return ((performance.now() - start) * 1000) / texts.length;
  };
  for (let warm = 0; warm < 3; warm++) batch();
  return { ready, micros: Array.from({ length: batches }, batch) };
}

async function screeningInChromium(texts) {
  const who = await person({});
  try {
    const read = (name) => readFileSync(`${here}core/generated/${name}`);
    const files = { "/": ["text/html", "<!doctype html>"], "/desk.js": ["text/javascript", read("desk.js")] };
    files["/module"] = ["application/wasm", read("desk_bg.wasm")];
    files["/tables"] = ["application/octet-stream", read("tables.bin")];
    await who.context.route("http://localhost:1/**", (route) => {
      const [contentType, body] = files[new URL(route.request().url()).pathname];
      return route.fulfill({ contentType, body });
    });
    await who.page.goto("http://localhost:1/");
    const [glue, module, tables] = ["desk.js", "module", "tables"].map((name) => `http://localhost:1/${name}`);
    return await who.page.evaluate(screening, { glue, module, tables, texts, batches: BATCHES });
  } finally {
    await who.close();
  }
}

/** Memory of the console's tab: the proportional set of its process, the largest under that browser. */
function tabMemory(home) {
  const all = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8", maxBuffer: 1 << 26 })
    .split("\n")
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter(Boolean)
    .map(([, pid, parent, args]) => ({ pid, parent, args }));
  const under = new Set(all.filter(({ args }) => args.includes(home)).map(({ pid }) => pid));
  // Sets are walked while they grow: children of children are reached too.
  for (const pid of under) for (const one of all) if (one.parent === pid) under.add(one.pid);
  const sizes = all
    .filter(({ pid, args }) => under.has(pid) && args.includes("--type=renderer"))
    .map(({ pid }) => Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))[1]) * 1024);
  if (sizes.length === 0) throw new Error("no process of the console's tab was found");
  return Math.max(...sizes);
}

const binary = program();
if (!binary) throw new Error("the program is not built: cargo build --release --package tacita-server --bin tacita --features ui");
const worker = readdirSync(`${here}dist/widget/assets`).find((name) => /^worker-.*\.js$/.test(name));
const texts = chats();
const figures = {};

const node = await screening({
  glue: new URL("../core/generated/desk.js", import.meta.url).href,
  module: readFileSync(`${here}core/generated/desk_bg.wasm`),
  tables: readFileSync(`${here}core/generated/tables.bin`),
  texts,
  batches: BATCHES,
});
figures.screen_node_us = round(mean(node.micros), 2);
const chromium = await screeningInChromium(texts);
figures.screen_chromium_us = round(mean(chromium.micros), 2);
figures.tables_ready_ms = round(Math.max(node.ready, chromium.ready));

const running = await service(binary);
const people = [];
try {
  // Somebody is there to answer, so that the first message opens a group and is sealed to its members.
  const thandi = await agent(running, "thandi");
  people.push(thandi);
  figures.console_tab_idle_bytes = tabMemory(thandi.home);
  const runs = [];
  for (let n = 0; n < CONTEXTS; n++) runs.push(await cold(running, worker));
  figures.cold_ms = round(median(runs.map(({ module, sealed }) => sealed - module)));
  figures.cold_total_ms = round(median(runs.map(({ sealed }) => sealed)));
  figures.cold_sent_ms = round(median(runs.map(({ module, sent }) => sent - module)));
  figures.cold_sent_total_ms = round(median(runs.map(({ sent }) => sent)));
  figures.module_ready_ms = round(median(runs.map(({ module }) => module)));
  figures.open_up_bytes = median(runs.map(({ up }) => up));
  figures.worker_memory_bytes = Math.max(...runs.map(({ memory }) => memory));
} finally {
  for (const who of people) await who.close();
  await running.close();
}
process.stdout.write(`${JSON.stringify(figures)}\n`);
