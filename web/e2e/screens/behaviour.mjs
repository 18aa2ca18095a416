// What: how the pages behave under keyboard and pointer, on the stand-in brain.
import assert from "node:assert/strict";
import { counts, items } from "../fake/world.mjs";
import { person } from "../lib/browser.mjs";
import { test } from "../lib/suite.mjs";

/** A console with a socket of its own; `say` sends an event to it. */
async function console_(world, options) {
  const who = await person(options);
  let say;
  await who.page.routeWebSocket(/\/v1\/console/, (socket) => {
    say = (event) => socket.send(JSON.stringify(event));
  });
  await who.page.goto(`${world.ours}/console/`);
  await who.page.waitForSelector("[data-conversation]");
  return { ...who, say: (event) => say(event) };
}
const row = (id) => `[data-conversation="${id}"]`;
const heading = (page) => page.locator("#who").textContent();

export function behaviour(world) {
  test("every act of the console works by keyboard alone", async () => {
    const { page, close } = await console_(world);
    await page.keyboard.press("j");
    const first = await heading(page);
    assert.match(first, /Olive Hare #0ZX1/);
    const accepted = page.waitForRequest((r) => r.url().endsWith("/v1/conversations/cnv_5/accept"));
    await page.keyboard.press("a");
    assert.deepEqual((await accepted).postDataJSON(), { device: "dev_00000000000000000000000001" });
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    assert.match(await heading(page), /Amber Heron #7F3K/);
    await page.keyboard.press("t");
    assert.ok(await page.isVisible("dialog[open]"));
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("dialog[open]").count(), 0);
    await page.keyboard.press("e");
    assert.match(await page.locator("dialog[open] h2").textContent(), /Close Amber Heron/);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("blue");
    await page.keyboard.press("Enter");
    assert.match(await heading(page), /Blue Otter/);
    await page.keyboard.press("?");
    assert.ok(await page.getByRole("heading", { name: "Keyboard" }).isVisible());
    await page.keyboard.press("Escape");
    await page.keyboard.press("g");
    await page.keyboard.press("s");
    assert.ok(await page.getByRole("heading", { name: "Settings" }).isVisible());
    await page.keyboard.press("g");
    await page.keyboard.press("i");
    assert.match(await heading(page), /Blue Otter/);
    await close();
  });

  test("the tab key reaches everything, shows where it is and comes round", async () => {
    const { page, close } = await console_(world);
    await page.click(row("cnv_2"));
    const seen = new Set();
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const e = document.activeElement;
        if (!e || e === document.body) return null;
        const { outlineStyle, boxShadow } = getComputedStyle(e);
        const box = e.closest(".box");
        const shown = outlineStyle !== "none" || boxShadow !== "none" || (box && getComputedStyle(box).boxShadow !== "none");
        return { name: e.getAttribute("aria-label") || e.textContent?.trim().slice(0, 40) || e.tagName, shown };
      });
      if (!at) continue;
      assert.ok(at.shown, `focus is not shown on ${at.name}`);
      seen.add(at.name);
    }
    for (const name of ["Inbox", "Commands", "Settings", "Messages", "Reply to Blue Otter"])
      assert.ok([...seen].some((one) => one.includes(name)), `${name} is not reached: ${[...seen].join(", ")}`);
    await close();
  });

  test("single letters never act inside a field and can be switched off", async () => {
    const { page, close } = await console_(world);
    await page.click(row("cnv_2"));
    await page.locator("textarea").focus();
    await page.keyboard.type("take a jet? ok");
    assert.equal(await page.inputValue("textarea"), "take a jet? ok");
    assert.equal(await page.locator("dialog[open]").count(), 0);
    await page.keyboard.press("Escape");
    await page.keyboard.press("g");
    await page.keyboard.press("s");
    await page.getByRole("checkbox").uncheck();
    await page.locator("h2", { hasText: "Settings" }).click();
    await page.keyboard.press("?");
    assert.equal(await page.locator("dialog[open]").count(), 0);
    await page.keyboard.press("Control+k");
    assert.equal(await page.locator("dialog[open]").count(), 1);
    await close();
  });

  test("one customer at a time: band, name and code stand together, drafts stay with their chat, leaving one with findings asks once (Practice: B8)", async () => {
    const { page, close } = await console_(world);
    await page.click(row("cnv_2"));
    const bands = await page.locator(".conversation .band, [aria-current=true] .band").evaluateAll((all) =>
      all.map((band) => getComputedStyle(band).backgroundColor),
    );
    assert.equal(bands.length, 3);
    assert.equal(new Set(bands).size, 1);
    await page.fill("textarea", "card 4111 1111 1111 1111");
    await page.click(row("cnv_1"));
    assert.match(await page.locator("dialog[open]").textContent(), /Blue Otter · #K2V8.*a card number/s);
    await page.getByRole("button", { name: "Stay" }).last().click();
    assert.match(await heading(page), /Blue Otter/);
    await page.click(row("cnv_1"));
    await page.getByRole("button", { name: "Leave it here" }).click();
    assert.match(await heading(page), /Amber Heron/);
    assert.equal(await page.inputValue("textarea"), "");
    await page.click(row("cnv_2"));
    assert.equal(await page.inputValue("textarea"), "card 4111 1111 1111 1111");
    await page.click(row("cnv_1"));
    assert.match(await heading(page), /Amber Heron/, "it asks once, not each time");
    await close();
  });

  test("a chat that is no longer mine leaves the screen at once, row, messages and draft (Practice: B9)", async () => {
    const { page, say, close } = await console_(world);
    await page.click(row("cnv_1"));
    await page.fill("textarea", "half a thought");
    await page.waitForSelector("text=charged twice");
    const start = Date.now();
    say({ type: "gone", conversation: "cnv_1", counts: { ...counts, mine: 3, all: 7 } });
    await page.waitForSelector("text=charged twice", { state: "detached" });
    assert.ok(Date.now() - start < 1000);
    await page.mouse.move(900, 400);
    await page.waitForSelector(row("cnv_1"), { state: "detached" });
    const left = await page.evaluate(() => document.body.innerText + [...document.querySelectorAll("textarea")].map((a) => a.value));
    assert.ok(!/charged twice|half a thought/.test(left));
    assert.match(await page.getByRole("tab", { name: /Mine/ }).textContent(), /3/);
    await close();
  });

  test("rows never move under the pointer and counts are those of the server", async () => {
    const { page, say, close } = await console_(world);
    const target = page.locator(row("cnv_4"));
    await target.hover();
    const before = await target.boundingBox();
    const late = { ...items.find((item) => item.conversation === "cnv_6"), waiting_since: 1, agent: null, agent_name: null };
    say({ type: "item", item: late, counts: { mine: 4, waiting: 3, all: 8 } });
    say({ type: "gone", conversation: "cnv_5", counts: { mine: 4, waiting: 2, all: 7 } });
    await page.waitForSelector("text=No longer yours to see");
    assert.deepEqual(await target.boundingBox(), before);
    await page.mouse.move(900, 400);
    await page.waitForSelector("text=No longer yours to see", { state: "detached" });
    assert.equal(await page.locator("[data-conversation]").first().getAttribute("data-conversation"), "cnv_6");
    await close();
  });

  test("a long chat draws its end first and more on the way up without jumping", async () => {
    const { page, close } = await console_(world);
    await page.click(row("cnv_long"));
    await page.waitForSelector("text=Part 400 of a long talk");
    assert.ok((await page.locator(".bubble").count()) < 200);
    await page.locator(".scroll").evaluate((box) => (box.scrollTop = 0));
    await page.waitForFunction(() => document.querySelectorAll(".group").length > 60);
    const top = await page.locator(".scroll").evaluate((box) => box.scrollTop);
    assert.ok(top > 80, "what was read stays where it was");
    await close();
  });

  test("while typing the customer is told what was found and can remove it; nothing of the draft leaves before send (Practice: C7)", async () => {
    const who = await person({ viewport: { width: 390, height: 780 } });
    const { page } = who;
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${world.ours}/widget/?site=demo&play=talk#root=00ff`);
    await page.waitForSelector("textarea");
    // The screens behind a tap and the guide's words still arrive by themselves.
    await page.waitForLoadState("networkidle");
    const before = asked.length;
    await page.fill("textarea", "my card is 4111 1111 1111 1111, thanks");
    await page.getByText("This looks like a card number. It will be hidden from the chat.").waitFor();
    assert.equal(asked.length, before, "typing asks nobody");
    await page.getByRole("button", { name: "Why?" }).click();
    await page.getByRole("button", { name: "Remove" }).click();
    assert.equal(await page.inputValue("textarea"), "my card is , thanks");
    await page.fill("textarea", "4111 1111 1111 1111");
    await page.keyboard.press("Enter");
    await page.getByText("card•1111").last().waitFor();
    await page.fill("textarea", "cvv: 123");
    await page.getByText("It will not be sent.").waitFor();
    assert.equal(await page.getByRole("button", { name: "Send as it is" }).count(), 0);
    await page.fill("textarea", "write to a@b.example");
    await page.getByRole("button", { name: "Send as it is" }).click();
    await page.getByText("You chose to send an e-mail address as it is.").waitFor();
    await who.close();
  });

  test("who can read this: people, devices, until when and the safety number, from the verified tree (Practice: J2)", async () => {
    const who = await person({ viewport: { width: 390, height: 780 } });
    await who.page.goto(`${world.ours}/widget/?site=demo&play=talk#root=00ff`);
    await who.page.getByRole("button", { name: /Only you and Thandi Nkosi can read this chat/ }).click();
    const words = await who.page.locator("dialog[open]").textContent();
    for (const part of ["You", "Thandi Nkosi", "Support agent", "5f1c09ae77d0e1b2", "What is stored", "only until everybody here has them", "Until when", "Nothing is kept", "Safety number"])
      assert.ok(words.includes(part), part);
    const groups = await who.page.locator("dialog[open] ol li").allTextContents();
    assert.equal(groups.length, 12);
    assert.ok(groups.every((group) => /^\d{5}$/.test(group)));
    await who.close();
  });

  test("where the public log does not answer, the widget says so, asks again after a while and not without end (Practice: B10)", async () => {
    const who = await person({ viewport: { width: 390, height: 780 } });
    let asked = 0;
    await who.page.route("**/v1/widget/credentials", (route) => {
      asked += 1;
      return route.fulfill({ status: 503, json: {} });
    });
    await who.page.goto(`${world.ours}/widget/?site=demo&play=talk#root=00ff`);
    await who.page.getByRole("button", { name: /Only you and Thandi Nkosi can read this chat/ }).click();
    await who.page.locator("dialog[open]").getByText("The public log could not be reached yet").waitFor();
    await who.page.waitForTimeout(2000);
    assert.equal(asked, 1);
    assert.ok(await who.page.locator("textarea").isEnabled());
    await who.close();
  });

  test("in a shop with a strict policy the chat opens from one script line, Esc closes it and focus returns", async () => {
    const who = await person();
    const { page } = who;
    await page.goto(world.theirs);
    await page.waitForFunction(() => document.body.lastElementChild?.tagName === "DIV");
    assert.equal(await page.evaluate(() => document.body.lastElementChild.shadowRoot), null, "the shadow is closed");
    await page.mouse.click(1440 - 48, 900 - 48);
    // A frame in a closed shadow is not among the window's frames; the debugger knows it.
    while (page.frames().length < 2) await page.waitForTimeout(20);
    const frame = page.frames()[1];
    await frame.waitForSelector("textarea");
    await frame.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
    assert.match(await frame.locator(".truth").textContent(), /Only you and the person who answers can read this chat/);
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.activeElement?.tagName === "DIV");
    await page.keyboard.press("Enter");
    await frame.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
    assert.deepEqual(who.complaints, []);
    await who.close();
  });

  test("where messages cannot be locked there is no chat, but the shop's other ways", async () => {
    const who = await person();
    await who.page.addInitScript(() => Object.defineProperty(globalThis, "WebAssembly", { value: undefined }));
    await who.page.goto(`${world.ours}/widget/?site=demo#root=00ff`);
    await who.page.getByText("The protected chat cannot run here").waitFor();
    await who.page.getByText("Telephone 020 7946 0000, nine to six").waitFor();
    assert.equal(await who.page.locator("textarea").count(), 0);
    await who.close();
  });

  test("inline script and markup from strings are refused by the pages' policy", async () => {
    const who = await person();
    await who.page.goto(`${world.ours}/widget/?site=demo#root=00ff`);
    await who.page.waitForSelector(".truth");
    // From a timer of the page itself: the debugger's own evaluation is exempt from the policy.
    const outcome = await who.page.evaluate(
      () =>
        new Promise((done) => {
          const seen = [];
          document.addEventListener("securitypolicyviolation", (event) => seen.push(event.effectiveDirective));
          setTimeout(() => {
            try {
              // eslint-disable-next-line no-restricted-properties
              document.createElement("div").innerHTML = "<b>x</b>";
              seen.push("markup was taken");
            } catch {
              // Refused by Trusted Types, as it must be.
            }
            const script = document.createElement("script");
            try {
              script.text = "globalThis.inlineRan = true";
              document.head.append(script);
            } catch {
              // Refused by Trusted Types.
            }
            setTimeout(() => done({ seen, ran: globalThis.inlineRan === true }), 100);
          }, 0);
        }),
    );
    assert.equal(outcome.ran, false);
    assert.ok(!outcome.seen.includes("markup was taken"));
    assert.ok(outcome.seen.length > 0, "the refusal is reported");
    await who.close();
  });
}
