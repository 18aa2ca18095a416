// What: opening a chat that is not one's own, in the windows of five people: asked for, not opened alone nor
// by oneself in another browser, agreed to by a second person, seen by everybody in the chat, ended,
// reviewed by a third, and told to the customer.
// Refuses: trusting that a button that is not drawn is all; the service is asked as well.
import assert from "node:assert/strict";
import { administrator, ROOM } from "../lib/people.mjs";
import { scene } from "./scene.mjs";

const REASON = "The customer asked for somebody who knows invoices, and billing has the other half of it.";

export function glass(binary) {
  scene(binary, "break-glass needs the second person: asked, not opened alone, agreed to, seen in the chat, ended, reviewed, told (Practice: D8)", async (it) => {
    const [[thandi, amina], ruth, olga] = await Promise.all([
      it.agents("thandi", "amina"),
      it.join(administrator(it.running, "ruth")),
      it.join(administrator(it.running, "olga")),
    ]);
    // Amina's second browser: not at the same moment, since no code is taken after a later one.
    const second = it.agents("amina");
    second.catch(() => undefined);
    // From now on the front desk's chats are none of hers.
    const { people } = await ruth.asks("GET", "/v1/people");
    const { agent, duties } = people.find((one) => one.display_name === amina.name);
    await ruth.asks("PUT", `/v1/people/${agent}/duties`, { ...duties, teams: ["Billing"] });
    const ines = await it.customer({ path: "" });
    await ines.write(it.says("my invoice is wrong"));
    await thandi.openFirst();
    await thandi.sees(it.says("my invoice is wrong"));
    const code = await thandi.page.locator("[data-conversation] .code").textContent();
    assert.equal(await amina.page.locator("[data-conversation]").count(), 0);

    const press = ({ page }, name) => page.getByRole("button", { name, exact: true }).click(ROOM);
    const reads = ({ page }, text) => page.getByText(text).first().waitFor(ROOM);
    const lacks = async ({ page }, ...names) => {
      for (const name of names) assert.equal(await page.getByRole("button", { name }).count(), 0, `${name}`);
    };
    await press(amina, "Exceptions");
    await press(amina, "Ask for an exception");
    await amina.page.getByLabel("Which chat").fill(code, ROOM);
    await amina.page.getByLabel("Why").fill(REASON);
    await amina.page.getByLabel("For how long").selectOption("5");
    await press(amina, "Ask a second person");
    await reads(amina, "Nothing opens until somebody else agrees");
    const [elsewhere] = await second;
    await press(elsewhere, "Exceptions");
    await reads(elsewhere, REASON);
    const { requests } = await amina.asks("GET", "/v1/glass");
    const of = (what) => `/v1/glass/${requests[0].glass}/${what}`;
    const { devices } = await amina.asks("GET", "/v1/account");
    const cannotOpen = async (who) => {
      for (const { device } of devices) await assert.rejects(who.asks("POST", of("open"), { device }), /404/);
    };
    assert.equal(devices.length, 2);
    for (const who of [amina, elsewhere]) {
      await lacks(who, /^Agree/, "Join the chat");
      await assert.rejects(who.asks("POST", of("answer"), { agree: true }), /404/);
      await cannotOpen(who);
    }

    await reads(ruth, "1 exception waits for your yes or no");
    await press(ruth, "Exceptions");
    await reads(ruth, REASON);
    await press(ruth, "Agree to 5 minutes");
    await press(amina, "Join the chat");
    await amina.page.locator("textarea").waitFor(ROOM);
    for (const screen of [ines.frame, thandi.page]) await screen.getByText(`${amina.name} joined`).first().waitFor(ROOM);
    await ines.write(it.says("are there two of you?"));
    for (const who of [amina, thandi]) await who.sees(it.says("are there two of you?"));
    assert.deepEqual((await amina.texts()).filter((text) => text.includes("my invoice is wrong")), []);

    await press(ruth, "End it now");
    await amina.isRid();
    await ines.frame.getByText(`${amina.name} left`).first().waitFor(ROOM);
    await ines.write(it.says("only you again?"));
    await thandi.sees(it.says("only you again?"));
    assert.ok(!(await amina.page.content()).includes(it.word), "nothing of the chat is on her screen");
    await amina.page.waitForFunction(async () => (await indexedDB.databases()).every(({ name }) => !name.startsWith("agent ")), null, ROOM);
    await cannotOpen(amina);

    await lacks(ruth, /^Review$/);
    await press(olga, "Exceptions");
    await reads(olga, "review due");
    await press(olga, "Review");
    await olga.page.getByLabel("What did you find").fill("The customer was told at once, and both answered.");
    await press(olga, "Justified");
    await reads(olga, `reviewed by ${olga.name}`);

    await ines.frame.getByRole("button", { name: "Close the chat" }).click(ROOM);
    await ines.frame.getByRole("button", { name: "Close and delete" }).click(ROOM);
    await ines.frame.getByRole("button", { name: "Who opened it" }).click(ROOM);
    const sheet = ines.frame.locator("dialog[open]");
    await sheet.getByText(/entries, and each is proven/).waitFor(ROOM);
    const told = sheet.locator("li", { hasText: "by exception, agreed by two people" });
    for (const { name } of [amina, ruth, olga]) await told.getByText(name).first().waitFor(ROOM);
  });
}
