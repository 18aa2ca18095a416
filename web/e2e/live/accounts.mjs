// What: signing in with a passkey, an app and a recovery code in real windows (Chromium's virtual
// authenticator), and a screen that locks itself while a chat goes on.
// Refuses: a way in that no person could take: everything here is pressed or typed.
import assert from "node:assert/strict";
import { ROOM, nextCode } from "../lib/people.mjs";
import { greeted } from "./chats.mjs";
import { scene } from "./scene.mjs";

/** An authenticator in the machine that has checked its owner's finger. */
export async function authenticator(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", ctap2Version: "ctap2_1", hasPrf: true, hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
  await cdp.send("WebAuthn.addVirtualAuthenticator", { options });
}

async function toAccount(page) {
  await page.getByRole("button", { name: /Signed in as/ }).click(ROOM);
  await page.getByRole("menuitem", { name: "Your account" }).click(ROOM);
  await page.getByRole("heading", { name: "Your account" }).waitFor(ROOM);
}

async function signOut(page) {
  await page.getByRole("button", { name: /Signed in as/ }).click(ROOM);
  await page.getByRole("menuitem", { name: "Sign out" }).click(ROOM);
  await page.getByText("You were signed out").waitFor(ROOM);
}

const inside = (page) => page.getByRole("tab", { name: /All/ }).waitFor({ timeout: 120_000 });

export function accounts(binary) {
  scene(binary, "a passkey is added and signs in alone, and a recovery code lets in once (Practice: F5)", async (it) => {
    const [thandi] = await it.agents("thandi");
    const { page } = thandi;
    await authenticator(page);
    await toAccount(page);
    await page.getByRole("button", { name: "Add another way" }).click(ROOM);
    await page.getByRole("button", { name: "Add a passkey" }).click(ROOM);
    await page.getByText("Passkey", { exact: true }).waitFor(ROOM);
    await page.getByRole("button", { name: "Make new ones" }).click(ROOM);
    await page.locator("dialog li").nth(9).waitFor(ROOM);
    const codes = await page.locator("dialog li").allTextContents();
    assert.equal(codes.length, 10);
    await page.getByLabel("I have kept them").check(ROOM);
    await page.getByRole("button", { name: "Go on" }).click(ROOM);

    await signOut(page);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click(ROOM);
    await inside(page);

    for (const [code, way] of [[codes[0], "in"], [codes[0], "refused"]]) {
      await signOut(page);
      const { password } = it.running.facts.people.find(({ name }) => name === "thandi");
      await page.getByLabel("Name").fill("thandi", ROOM);
      await page.getByLabel("Password").fill(password);
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Use a recovery code" }).click(ROOM);
      await page.getByLabel("Recovery code").fill(code, ROOM);
      await page.keyboard.press("Enter");
      if (way === "in") await inside(page);
      else await page.getByText("That code does not count").waitFor(ROOM);
    }
  });

  scene(binary, "a browser that is locked with a passkey opens with it alone, whatever else signs in (Practice: F1)", async (it) => {
    const { agent: thandi, customer: ines } = await greeted(it);
    const { page } = thandi;
    await authenticator(page);
    await toAccount(page);
    await page.getByRole("button", { name: "Add another way" }).click(ROOM);
    await page.getByRole("button", { name: "Add a passkey" }).click(ROOM);
    await page.getByText("Opens when you sign in").waitFor(ROOM);
    await page.getByRole("button", { name: "Lock with my passkey" }).click(ROOM);
    await page.getByText("From now on this browser asks").waitFor(ROOM);
    await inside(page);
    await thandi.openFirst();
    await thandi.write(it.says("locked away"));
    await ines.sees(it.says("locked away"));
    const by = await page.evaluate(async () => {
      const out = [];
      for (const { name } of await indexedDB.databases()) {
        if (!/^(agent|device)/.test(name)) continue;
        const database = await new Promise((done) => (indexedDB.open(name).onsuccess = ({ target }) => done(target.result)));
        const keys = database.transaction("keys").objectStore("keys");
        out.push(await new Promise((done) => (keys.get("by").onsuccess = ({ target }) => done(target.result.split(" ")[0]))));
        database.close();
      }
      return out;
    });
    assert.ok(by.length >= 2 && by.every((word) => word === "passkey"), by.join(", "));

    // Signed in as before, and anew with a password and a code: what is kept stays shut.
    const shut = page.getByRole("heading", { name: "Your passkey, please" });
    await page.reload(ROOM);
    await shut.waitFor(ROOM);
    await page.getByRole("button", { name: "Sign out" }).click(ROOM);
    const { password } = it.running.facts.people.find(({ name }) => name === "thandi");
    await page.getByLabel("Name").fill("thandi", ROOM);
    await page.getByLabel("Password").fill(password);
    await page.keyboard.press("Enter");
    await page.getByLabel("Code").fill(await nextCode(it.running, "thandi"), ROOM);
    await page.keyboard.press("Enter");
    await shut.waitFor(ROOM);
    assert.equal(page.workers().length, 0, "no worker has a key");
    await ines.write(it.says("anybody there?"));
    await page.getByRole("button", { name: "Open with the passkey" }).click(ROOM);
    await inside(page);
    await thandi.openFirst();
    await thandi.sees(it.says("anybody there?"));

    // And back: what was sealed with it opens without it.
    await toAccount(page);
    await page.getByRole("button", { name: "Do without the passkey" }).click(ROOM);
    await page.getByText("This browser opens when you sign in.").waitFor(ROOM);
    await page.reload(ROOM);
    await inside(page);
    await thandi.openFirst();
    await thandi.write(it.says("open again"));
    await ines.sees(it.says("open again"));

    // A lost passkey: what only it opens goes, and the browser is a new device.
    await toAccount(page);
    await page.getByRole("button", { name: "Lock with my passkey" }).click(ROOM);
    await page.getByText("From now on this browser asks").waitFor(ROOM);
    await page.reload(ROOM);
    await shut.waitFor(ROOM);
    await page.getByRole("button", { name: "The passkey is lost" }).click(ROOM);
    await page.getByRole("button", { name: "Delete and begin anew" }).click(ROOM);
    await inside(page);
    await page.getByText("on another device").waitFor(ROOM);
  });

  scene(binary, "an untouched screen blurs, then drops keys and texts; what is kept stays shut, and the chat goes on after unlocking (Practice: F1)", async (it) => {
    const { agent: thandi, customer: ines } = await greeted(it);
    const { page } = thandi;
    // The machine slept: the page's clock has moved on when it looks again.
    const sleep = (seconds) =>
      page.evaluate((millis) => {
        const before = Date.now;
        Date.now = () => before() + millis;
      }, seconds * 1000);
    await sleep(70);
    await page.getByText("Blurred, because nobody is here").waitFor(ROOM);
    await page.mouse.move(300, 300);
    await page.mouse.move(310, 310);
    await page.getByText("Blurred, because nobody is here").waitFor({ state: "detached", ...ROOM });

    await sleep(8 * 3600);
    await page.mouse.move(320, 320);
    await page.getByRole("heading", { name: "Locked" }).waitFor(ROOM);
    const text = await page.evaluate(() => document.body.innerText);
    assert.ok(!text.includes(it.word), "no text of the chat is on the page");
    assert.equal(page.workers().length, 0, "the workers with the keys have ended");
    await ines.write(it.says("are you still there?"));

    // What is on the disk: one half of a key, which no script reads, and nothing in clear.
    const kept = await page.evaluate(async () => {
      const out = [];
      for (const { name } of await indexedDB.databases()) {
        if (!/^(agent|device)/.test(name)) continue;
        const database = await new Promise((done) => (indexedDB.open(name).onsuccess = ({ target }) => done(target.result)));
        const keys = database.transaction("keys").objectStore("keys");
        const names = await new Promise((done) => (keys.getAllKeys().onsuccess = ({ target }) => done(target.result)));
        const key = await new Promise((done) => (keys.get("half").onsuccess = ({ target }) => done(target.result)));
        out.push({ names, uses: key?.usages, readable: key?.extractable });
        database.close();
      }
      return out;
    });
    assert.ok(kept.length >= 2, "the device and its chat are kept");
    for (const one of kept) assert.deepEqual(one, { names: ["by", "half"], uses: ["sign"], readable: false });

    // A page that is loaded anew gets no half from the server either.
    await page.reload(ROOM);
    await page.getByRole("heading", { name: "Locked" }).waitFor(ROOM);
    await page.getByLabel("Code").fill(await nextCode(it.running, "thandi"));
    await page.keyboard.press("Enter");
    await inside(page);
    await thandi.openFirst();
    await thandi.sees(it.says("are you still there?"));
    await thandi.write(it.says("back again"));
    await ines.sees(it.says("back again"));
  });
}
