// What: the safety guide on the stand-in brain: its languages, what it leads with, and the card that an
// agent sends. Every scene of it is looked at by axe in access.mjs, too.
import assert from "node:assert/strict";
import { violations } from "../lib/axe.mjs";
import { person } from "../lib/browser.mjs";
import { test } from "../lib/suite.mjs";

const PHONE = { width: 390, height: 780 };

async function widget(world, query, options = {}) {
  const who = await person({ viewport: PHONE, ...options });
  await who.page.goto(`${world.ours}/widget/?site=demo${query}#root=00ff`);
  return { ...who, sheet: who.page.locator("dialog[open]") };
}
const leads = (sheet) => sheet.locator("li.lead h3").textContent();
const fits = (sheet) => sheet.locator(".body").evaluate((body) => body.scrollHeight <= body.clientHeight + 1);

export function guide(world) {
  test("the safety guide is one tap from the opening sentence and one screen long (Practice: J1)", async () => {
    const { page, sheet, close } = await widget(world, "");
    await page.getByRole("button", { name: "Stay safe" }).click();
    await sheet.getByText("What not to send").waitFor();
    for (const words of ["How a real agent behaves", "Close the chat"]) assert.ok((await sheet.textContent()).includes(words));
    assert.equal(await sheet.locator(".lead").count(), 0, "nothing happened: nothing leads");
    const tags = await sheet.locator("option").evaluateAll((all) => all.map((one) => one.value));
    assert.equal(tags.length, 14);
    for (const tag of tags) {
      await sheet.locator("select").selectOption(tag);
      await page.waitForSelector(`dialog:lang(${tag}) li`);
      assert.ok(await fits(sheet), `${tag} is longer than one screen`);
    }
    await close();
  });

  for (const colorScheme of ["light", "dark"])
    test(`the guide opens in the customer's own language, read from the right where it is, in ${colorScheme} (Practice: J1)`, async () => {
      for (const viewport of [PHONE, { width: 1440, height: 900 }]) {
        const { page, sheet, complaints, close } = await widget(world, "", { locale: "ar-EG", colorScheme, viewport });
        await page.getByRole("button", { name: "Stay safe" }).click();
        await page.getByRole("heading", { name: "كيف تبقى آمنًا هنا" }).waitFor();
        assert.deepEqual(await sheet.evaluate((it) => [it.lang, it.dir, getComputedStyle(it).direction]), ["ar", "rtl", "rtl"]);
        assert.equal(await page.evaluate(() => document.documentElement.lang), "en", "the page itself stays as it is");
        const [mark, words] = await Promise.all([sheet.locator(".mark").first().boundingBox(), sheet.locator("h3").first().boundingBox()]);
        assert.ok(mark.x > words.x, "the drawing stands on the right");
        assert.deepEqual(await violations(page.mainFrame()), []);
        assert.deepEqual(complaints, []);
        await close();
      }
    });

  test("another language is chosen by keyboard, named in itself, and kept while the chat is open (Practice: J1)", async () => {
    const { page, sheet, close } = await widget(world, "");
    await page.getByRole("button", { name: "Stay safe" }).press("Enter");
    const picker = page.getByRole("combobox", { name: "Language" });
    await picker.waitFor();
    while (!(await picker.evaluate((it) => it === document.activeElement))) await page.keyboard.press("Tab");
    await page.keyboard.type("Fran");
    await page.getByText("Ce qu’il ne faut pas envoyer").waitFor();
    assert.equal(await sheet.getAttribute("lang"), "fr");
    assert.equal(await page.getByRole("combobox", { name: "Langue" }).inputValue(), "fr");
    assert.deepEqual(
      await sheet.locator("option").evaluateAll((all) => all.filter((one) => one.value === "ar").map((one) => [one.lang, one.dir, one.textContent])),
      [["ar", "rtl", "العربية"]],
    );
    await page.keyboard.press("Escape");
    assert.ok(await page.getByRole("button", { name: "Stay safe" }).evaluate((it) => it === document.activeElement));
    await page.keyboard.press("Enter");
    await page.getByText("Ce qu’il ne faut pas envoyer").waitFor();
    await close();
  });

  test("a language that cannot be fetched says so and leaves what is shown (Practice: J1)", async () => {
    const { page, sheet, close } = await widget(world, "");
    await page.getByRole("button", { name: "Stay safe" }).click();
    await sheet.getByText("What not to send").waitFor();
    await page.route("**/assets/*.js", (route) => route.abort());
    await sheet.locator("select").selectOption("nl");
    await sheet.getByRole("alert").getByText("could not be loaded").waitFor();
    assert.ok(await sheet.getByText("What not to send").isVisible());
    assert.equal(await sheet.locator("select").inputValue(), "en");
    await close();
  });

  test("the guide leads with what the moment asks for (Practice: J1)", async () => {
    const { page, sheet, close } = await widget(world, "&play=talk");
    const why = async (text) => {
      // What was said about the words before must be gone: it could be opened in the moment in which it goes.
      const said = page.getByRole("button", { name: /^(Why\?|Open the guide)$/ });
      await page.fill("textarea", "");
      await said.first().waitFor({ state: "detached" });
      await page.fill("textarea", text);
      await said.first().waitFor();
      if (!(await page.getByRole("button", { name: "Open the guide" }).count())) await page.getByRole("button", { name: "Why?" }).click();
      await page.getByRole("button", { name: "Open the guide" }).click();
      await sheet.locator(".lead").waitFor();
    };
    await why("my card is 4111 1111 1111 1111");
    assert.equal(await leads(sheet), "What not to send");
    assert.match(await sheet.textContent(), /Something in your message looks private/);
    await page.keyboard.press("Escape");
    assert.equal(await page.inputValue("textarea"), "my card is 4111 1111 1111 1111", "the draft stays");
    await why("it is hunter2");
    assert.equal(await leads(sheet), "How a real agent behaves", "the other side had asked for it");
    assert.equal(await sheet.locator("li h3").first().textContent(), "How a real agent behaves");
    await page.keyboard.press("Escape");
    await page.goto(`${world.ours}/widget/?site=demo&play=ended`);
    await page.getByRole("button", { name: "Stay safe" }).click();
    await sheet.locator(".lead").waitFor();
    assert.equal(await leads(sheet), "When you are done");
    await close();
  });

  test("an agent sends the guide as a card, by button or palette, and not twice in a row (Practice: J1)", async () => {
    const who = await person();
    const { page } = who;
    await page.routeWebSocket(/\/v1\/console/, () => undefined);
    await page.goto(`${world.ours}/console/`);
    await page.click('[data-conversation="cnv_2"]');
    await page.fill("textarea", "half a thought");
    const send = page.getByRole("button", { name: "Send the safety guide" });
    await send.click();
    const card = page.locator(".bubble.card");
    await card.getByText("You sent the safety guide").waitFor();
    assert.equal(await card.getByRole("button").count(), 0, "the agent's side is a preview");
    await page.locator(".group", { has: card }).locator(".state.read").waitFor();
    assert.ok(await send.isDisabled());
    assert.equal(await page.inputValue("textarea"), "half a thought", "the draft stays");
    await page.fill("textarea", "Have a look.");
    await page.keyboard.press("Enter");
    await page.locator(".bubble", { hasText: "Have a look." }).waitFor();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("safety guide");
    await page.keyboard.press("Enter");
    await card.nth(1).waitFor();
    assert.equal(await card.count(), 2);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("safety guide");
    await page.getByText("Nothing matches").waitFor();
    await who.close();
  });

  test("the customer opens the guide from the card; it is read aloud as what it is (Practice: J1)", async () => {
    const { page, sheet, close } = await widget(world, "&play=guide");
    const card = page.locator(".bubble.card");
    await card.getByText("What not to send here, and how a real agent behaves").waitFor();
    assert.match(await page.locator("p.aloud[aria-live]").textContent(), /^Thandi Nkosi: What not to send here/);
    await card.getByRole("button", { name: "Open the guide" }).press("Enter");
    await sheet.locator(".lead").waitFor();
    assert.equal(await leads(sheet), "How a real agent behaves");
    assert.deepEqual(await violations(page.mainFrame()), []);
    await page.keyboard.press("Escape");
    assert.ok(await card.getByRole("button").evaluate((it) => it === document.activeElement), "focus returns to the card");
    await close();
  });
}
