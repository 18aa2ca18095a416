// What: what a customer and an agent do in their windows, in the words of the screens.
import { person } from "./browser.mjs";

const ROOM = { timeout: 20_000 };

/** A customer on the shop's page: opens the chat; `frame` is the widget. */
export async function customer(service, { path = "" } = {}) {
  const who = await person({ ca: service.facts.authority, viewport: { width: 1200, height: 860 } });
  const frame = await openChat(who.page, service.facts.shop + path);
  return {
    ...who,
    frame,
    write: (text) => write(frame, text),
    sees: (text) => frame.locator(".bubble", { hasText: text }).first().waitFor(ROOM),
    texts: () => frame.locator(".bubble").allInnerTexts(),
  };
}

/** Opens the shop's page and presses the chat's button. */
export async function openChat(page, shop) {
  await page.goto(shop);
  await page.waitForFunction(() => document.body.lastElementChild?.tagName === "DIV", null, ROOM);
  const { width, height } = page.viewportSize();
  await page.mouse.click(width - 48, height - 48);
  while (page.frames().length < 2) await page.waitForTimeout(20);
  const frame = page.frames()[1];
  await frame.waitForSelector("textarea", ROOM);
  return frame;
}

/** An agent signed in at the console, their device approved. */
export async function agent(service, name) {
  const { display_name, password } = service.facts.people.find((one) => one.name === name);
  const who = await person({ ca: service.facts.authority });
  const { page } = who;
  await page.goto(service.facts.console);
  await page.getByLabel("Name").fill(name, ROOM);
  await page.getByLabel("Password").fill(password);
  await page.keyboard.press("Enter");
  await page.getByRole("tab", { name: /All/ }).waitFor({ timeout: 60_000 });
  return {
    ...who,
    name: display_name,
    write: (text) => write(page, text),
    sees: (text) => page.locator(".bubble", { hasText: text }).first().waitFor(ROOM),
    texts: () => page.locator(".bubble").allInnerTexts(),
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
      if (note) await page.getByLabel(/Note for the next person/).fill(note);
      await page.locator("dialog button[type=submit]").click();
    },
  };
}

async function write(where, text) {
  await where.locator("textarea").fill(text, ROOM);
  await where.locator("textarea").press("Enter");
}
