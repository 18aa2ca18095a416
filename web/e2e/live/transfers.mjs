// What: transfers: to a colleague, while the customer is away, back to the queue; and what the
// former agent's saved state is still good for when somebody feeds it what was sent afterwards.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { here } from "../../build/pages.mjs";
import { conversationDatabase, copyDatabase } from "../lib/databases.mjs";
import { ROOM } from "../lib/people.mjs";
import { greeted } from "./chats.mjs";
import { scene } from "./scene.mjs";

const DELIVERY = 0x81;
const ACCEPTED = 0x82;
const SERVER_CONTROL = 0xc0;
/** Whether a frame is an entry of the log. */
const isEntry = (frame) => frame[0] === DELIVERY || (frame[0] === SERVER_CONTROL && frame.subarray(0, 12).includes("Entry"));
const sequence = (frame) => Number(frame.readBigUInt64BE(1));
const moved = (frame, to) => {
  const copy = Buffer.from(frame);
  copy.writeBigUInt64BE(BigInt(to), 1);
  return copy;
};
const arrived = (who) => who.line.frames.filter(({ way, path }) => way === "down" && path.startsWith("/v1/socket")).map(({ bytes }) => bytes);

/** The next agent opens the chat that was handed over. */
async function takesOver(agent) {
  await agent.page.getByRole("tab", { name: /Mine/ }).click(ROOM);
  await agent.openFirst();
}

export function transfers(binary) {
  scene(binary, "a supervisor joins a chat, everybody in it sees that, they read what follows and nothing before, and leave again", async (it) => {
    const { agent: thandi, customer: ines } = await greeted(it);
    const [amina] = await it.agents("amina");
    await amina.page.getByRole("tab", { name: /All/ }).click(ROOM);
    await amina.openFirst();
    await amina.page.getByRole("button", { name: "Join this chat" }).click(ROOM);
    await amina.page.locator("textarea").waitFor(ROOM);
    for (const page of [ines.frame, thandi.page]) await page.getByText(`${amina.name} joined`).first().waitFor(ROOM);
    await ines.write(it.says("now there are two of you"));
    await amina.sees(it.says("now there are two of you"));
    await amina.write(it.says("I look after your order"));
    for (const other of [ines, thandi]) await other.sees(it.says("I look after your order"));
    assert.ok(!(await amina.texts()).join().includes("Hello from the quay"));
    // Nothing that is the answering person's alone is offered to somebody who joined.
    assert.equal(await amina.page.getByRole("button", { name: /^(Transfer|Close)/ }).count(), 0);
    await amina.page.getByRole("button", { name: "Leave" }).click(ROOM);
    await amina.isRid();
    await ines.frame.getByText(`${amina.name} left`).first().waitFor(ROOM);
    await ines.write(it.says("just us again"));
    await thandi.sees(it.says("just us again"));
    assert.ok(!(await amina.page.evaluate(() => document.body.innerText)).includes("just us again"));
  });

  scene(binary, "after a transfer the next agent reads what follows and nothing before, and the chat is gone from the first (Practice: B9)", async (it) => {
    const { agent: thandi, customer: ines } = await greeted(it);
    const [marek] = await it.agents("marek");
    await thandi.transfer(marek.name, it.says("She asks about her order"));
    await takesOver(marek);
    await marek.sees(it.says("She asks about her order"));
    await thandi.isRid();
    await ines.write(it.says("after the transfer"));
    await marek.sees(it.says("after the transfer"));
    assert.ok(!(await marek.texts()).join().includes("Hello from the quay"));
    const left = await thandi.page.evaluate(() => document.body.innerText);
    assert.ok(!left.includes(it.word));
  });

  scene(binary, "a transfer while the customer is away: the next agent reads the note and answers before the customer is back, who then sees everything once", async (it) => {
    const { agent: thandi, customer: ines } = await greeted(it);
    const [marek] = await it.agents("marek");
    ines.line.cut();
    await ines.context.setOffline(true);
    await ines.frame.getByText("You are offline").waitFor(ROOM);
    await thandi.transfer(marek.name, it.says("She waits for the parcel"));
    await takesOver(marek);
    await marek.sees(it.says("She waits for the parcel"));
    await thandi.isRid();
    await marek.write(it.says("It comes on Friday"));
    await marek.page.locator(".bubble", { hasText: "It comes on Friday" }).waitFor(ROOM);
    assert.ok(!(await ines.texts()).join().includes("It comes on Friday"));
    ines.line.mend();
    await ines.context.setOffline(false);
    await ines.sees(it.says("It comes on Friday"));
    await ines.write(it.says("Friday is fine with me"));
    await marek.sees(it.says("Friday is fine with me"));
    const texts = await ines.texts();
    for (const once of ["Hello from the quay", "Good evening", "She waits for the parcel", "It comes on Friday", "Friday is fine"])
      assert.equal(texts.filter((text) => text.includes(once)).length, 1, `${once}: ${texts.join(" | ")}`);
    assert.ok(!(await marek.texts()).join().includes("Hello from the quay"));
  });

  scene(binary, "back in the queue with nobody free the customer is told, and the next agent reads what was written meanwhile", async (it) => {
    const { agent: thandi, customer: ines } = await greeted(it);
    const [marek] = await it.agents("marek");
    await thandi.transfer("Billing");
    await thandi.isRid();
    await ines.write(it.says("written while nobody was there"));
    await marek.accept();
    await marek.sees(it.says("written while nobody was there"));
    assert.ok(!(await marek.texts()).join().includes("Hello from the quay"));
  });

  scene(binary, "the former agent's saved state, fed everything that was sent after the transfer, reads none of it (Practice: B9)", async (it) => {
    const { agent: thandi, customer: ines } = await greeted(it);
    const [marek] = await it.agents("marek");
    const name = await conversationDatabase(thandi.page);
    await thandi.page.evaluate(copyDatabase, [name, "kept"]);
    const before = arrived(ines).length;
    // The control: sent while Thandi is a member and after her state was kept. The old state reads it.
    await ines.write(it.says("one more thing, quickly"));
    await thandi.sees(it.says("one more thing, quickly"));
    await thandi.transfer(marek.name);
    await takesOver(marek);
    await thandi.isRid();
    const later = ["I was charged twice, it seems", "and my parcel is late", "are you still there?"].map(it.says);
    for (const text of later) {
      await ines.write(text);
      await marek.sees(text);
    }
    await marek.write(it.says("I am here, let me look"));
    await ines.sees(it.says("I am here, let me look"));

    // What a server in false hands has: the log as the members got it. The customer's own messages
    // come to her as acknowledgements; as deliveries they went to the agents.
    const deliveries = new Map([...arrived(thandi), ...arrived(marek)].filter((f) => f[0] === DELIVERY).map((f) => [sequence(f), f]));
    const log = arrived(ines).slice(before).map((f) => (f[0] === ACCEPTED ? (deliveries.get(sequence(f)) ?? f) : f));
    const messages = log.filter((f) => f[0] === DELIVERY);
    assert.equal(messages.length, later.length + 2);
    const start = sequence(messages[0]);
    const ready = arrived(thandi).slice(0, 2);
    const feeds = { "the whole log": log, "the messages alone, as they were numbered": messages };
    // As if some of it had never happened, the removal above all: the log up to each of its entries,
    // then the messages, numbered as if they came next.
    let entries = 0;
    for (const [n, frame] of log.entries()) {
      if (!isEntry(frame)) continue;
      entries += 1;
      const rest = messages.filter((message) => log.indexOf(message) > n);
      const from = start + entries;
      feeds[`the log up to entry ${entries}, then what follows`] = [...log.slice(0, n + 1), ...rest.map((one, at) => moved(one, from + at))];
    }
    for (const [page, body] of Object.entries(oldDevice())) thandi.line.pages.set(page, body);
    const page = await thandi.context.newPage();
    await page.goto(`${new URL(it.running.facts.console).origin}/old/`);
    for (const [what, frames] of Object.entries(feeds)) {
      const read = await page.evaluate(
        ([name, all]) => globalThis.read(name, all),
        [name.slice("agent ".length), [...ready, ...frames].map((frame) => frame.toString("base64"))],
      );
      const texts = JSON.stringify(read.events);
      // The feed works: what the old state may read, it reads.
      assert.ok(texts.includes("one more thing, quickly"), `${what}: ${texts}`);
      for (const text of [...later, it.says("I am here, let me look")]) assert.ok(!texts.includes(text), `${what}: ${text}`);
      console.log(`    ${what}: ${frames.length} frames, reads the control and nothing else (${read.alarms.join(", ") || "no alarm"})`);
    }
  });
}

/** A page on the console's own origin that gives the kept state to the real module. */
function oldDevice() {
  const script = `
    import init, { Conversation, Tables } from "/old/desk.js";
    const done = (request) => new Promise((yes, no) => ((request.onsuccess = () => yes(request.result)), (request.onerror = () => no(request.error))));
    globalThis.read = async (name, frames) => {
      await init({ module_or_path: "/old/desk_bg.wasm" });
      const kept = await done(indexedDB.open("kept"));
      // Whoever was the agent has the browser's half, and the server gives them theirs: it is their device.
      const places = await done(indexedDB.open("places"));
      const [place] = await done(places.transaction("places").objectStore("places").getAll());
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify({ place });
      const { half } = await (await fetch("/v1/account/unlock", { method: "POST", headers, body })).json();
      const plain = Uint8Array.from(atob(half.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
      const own = await done(kept.transaction("keys").objectStore("keys").get("half"));
      const raw = await crypto.subtle.sign("HMAC", own, plain);
      const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt"]);
      const values = kept.transaction("values").objectStore("values");
      const [keys, sealed] = await Promise.all([done(values.getAllKeys()), done(values.getAll())]);
      const tables = new Tables(new Uint8Array(await (await fetch("/old/tables.bin")).arrayBuffer()));
      const brain = Conversation.agent(tables, name);
      const events = [], due = [];
      const at = () => Date.now() * 1000;
      const heard = (wishes) => {
        for (const wish of wishes) {
          if (wish.word === "event") events.push(JSON.parse(wish.text));
          if (wish.word === "store") due.push(wish.number);
          wish.free();
        }
        // A device whose disk always works.
        while (due.length) heard(brain.stored(at(), due.shift(), true));
      };
      heard(brain.start());
      for (const [n, one] of keys.entries()) {
        const bytes = new Uint8Array(sealed[n]);
        const open = { name: "AES-GCM", iv: bytes.slice(0, 12), additionalData: new Uint8Array(one) };
        brain.entry(new Uint8Array(one), new Uint8Array(await crypto.subtle.decrypt(open, key, bytes.slice(12))));
      }
      heard(brain.loaded(at()));
      heard(brain.connected(at()));
      events.length = 0;
      for (const frame of frames) heard(brain.frame(at(), Uint8Array.from(atob(frame), (c) => c.charCodeAt(0))));
      kept.close();
      return { events: events.filter((e) => e.type === "message"), alarms: events.filter((e) => e.type === "alarm").map((e) => e.what) };
    };`;
  const file = (name) => readFileSync(`${here}core/generated/${name}`);
  return {
    "/old/": { type: "text/html", body: '<!doctype html><meta charset="utf-8"><title>old</title><script type="module" src="/old/read.js"></script>' },
    "/old/read.js": { type: "text/javascript", body: script },
    "/old/desk.js": { type: "text/javascript", body: file("desk.js") },
    "/old/desk_bg.wasm": { type: "application/wasm", body: file("desk_bg.wasm") },
    "/old/tables.bin": { type: "application/octet-stream", body: file("tables.bin") },
  };
}
