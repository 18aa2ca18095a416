// What: what a customer and an agent do in their windows, in the words of the screens. Between each
// window and the service stands `between.mjs`; what is typed is noted with the service.
import { createHmac } from "node:crypto";
import { between } from "./between.mjs";
import { person } from "./browser.mjs";

/** How long a screen may take. Generous: a shared machine may be slow without the product's fault. */
export const ROOM = { timeout: 60_000 };

/** What a person's authenticator app shows (RFC 6238), each code once: the service takes none twice. */
export async function nextCode(service, name) {
  const { app_seed } = service.facts.people.find((one) => one.name === name);
  const key = Buffer.from(app_seed, "hex").subarray(0, 20);
  const used = (service.steps ??= new Map());
  const now = () => Math.floor(Date.now() / 30_000);
  // Never the step before: it would be too old when the next one begins on the way.
  const step = Math.max((used.get(name) ?? 0) + 1, now());
  used.set(name, step);
  // One step ahead of the clock is taken; further ahead is waited for.
  while (step > now() + 1) await new Promise((done) => setTimeout(done, 500));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac("sha1", key).update(counter).digest();
  const at = hash.at(-1) & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** A window whose way to the service leads through somebody who listens. */
async function window_(service, options) {
  const line = await between(service);
  const who = await person({ ca: service.facts.authority, via: { from: service.port, to: line.port }, ...options });
  return {
    ...who,
    line,
    async close() {
      await who.close();
      await line.close();
    },
  };
}

/** A customer on the shop's page: opens the chat; `frame` is the widget. */
export async function customer(service, { path = "", before = async () => undefined, ...options } = {}) {
  const who = await window_(service, { viewport: { width: 1200, height: 860 }, ...options });
  await before(who);
  const frame = await openChat(who.page, service.facts.shop + path);
  return {
    ...who,
    frame,
    write: (text) => write(service, frame, text),
    sees: (text) => sees(frame, text),
    texts: () => frame.locator(".bubble").allTextContents(),
    warned: (words) => frame.getByRole("alert").getByText(words).first().waitFor(ROOM),
  };
}

/** Opens the shop's page and presses the chat's button. */
export async function openChat(page, shop) {
  await page.goto(shop, ROOM);
  await page.waitForFunction(() => document.body.lastElementChild?.tagName === "DIV", null, ROOM);
  const { width, height } = page.viewportSize();
  await page.mouse.click(width - 48, height - 48);
  // A frame in a closed shadow is not among the window's frames; the debugger knows it.
  while (page.frames().length < 2) await page.waitForTimeout(20);
  const frame = page.frames()[1];
  await frame.waitForSelector("textarea", ROOM);
  return frame;
}

/** Somebody who signs in at the console. */
async function signsIn(service, name, options) {
  const { display_name, password } = service.facts.people.find((one) => one.name === name);
  const who = await window_(service, options);
  const { page } = who;
  await page.goto(service.facts.console, ROOM);
  await page.getByLabel("Name").fill(name, ROOM);
  await page.getByLabel("Password").fill(password);
  await page.keyboard.press("Enter");
  await page.getByLabel("Code").fill(await nextCode(service, name), ROOM);
  await page.keyboard.press("Enter");
  return { who, page, display_name };
}

/** Calls the interface from a page, as its own code does. */
const asking = (page) => (method, path, body) =>
  page.evaluate(
    async ([method, path, body]) => {
      const json = body ? { headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {};
      const answer = await fetch(path, { method, ...json });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
      return text ? JSON.parse(text) : null;
    },
    [method, path, body],
  );

/** Somebody signed in who answers nobody: an administrator, or an officer. */
export async function administrator(service, name, options = {}) {
  const { who, page, display_name } = await signsIn(service, name, options);
  await page.getByRole("button", { name: "Exceptions" }).waitFor(ROOM);
  return { ...who, name: display_name, texts: async () => [], asks: asking(page) };
}

/** An agent signed in at the console, their device approved. */
export async function agent(service, name, options = {}) {
  const { who, page, display_name } = await signsIn(service, name, options);
  await page.getByRole("tab", { name: /All/ }).waitFor({ timeout: 120_000 });
  return {
    ...who,
    name: display_name,
    asks: asking(page),
    write: (text) => write(service, page, text),
    sees: (text) => sees(page, text),
    texts: () => page.locator(".bubble").allTextContents(),
    warned: (words) => page.getByRole("alert").getByText(words).first().waitFor(ROOM),
    /** Opens the first row of the list. */
    async openFirst() {
      await page.locator("[data-conversation]").first().click(ROOM);
    },
    async accept() {
      await page.locator("[data-conversation]").first().click(ROOM);
      await page.getByRole("button", { name: "Accept" }).click(ROOM);
      await page.locator("textarea").waitFor(ROOM);
    },
    async transfer(to, note = "") {
      await page.getByRole("button", { name: "Transfer" }).click(ROOM);
      await page.locator("dialog label", { hasText: to }).click(ROOM);
      if (note) {
        service.typed.add(note);
        await page.getByLabel(/Note for the next person/).fill(note);
      }
      await page.locator("dialog button[type=submit]").click();
    },
    /** The chat has left this person's screen. */
    async isRid() {
      await page.locator("textarea").waitFor({ state: "detached", ...ROOM });
    },
  };
}

const sees = (where, text) => where.locator(".bubble", { hasText: text }).first().waitFor(ROOM);

async function write(service, where, text) {
  service.typed.add(text);
  await where.locator("textarea").fill(text, ROOM);
  await where.locator("textarea").press("Enter");
  // Sent once its review is there: whoever writes on before changes the text that waits.
  await where.locator("textarea:not(:placeholder-shown)").waitFor({ state: "detached", ...ROOM });
}
