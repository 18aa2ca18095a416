// What: screening in real windows against the real program (must-show 6 of the engine): spaced, spelled
// and split card numbers, an agent who asks for a card code, words of one customer in another's chat,
// the place of a photo in the playground.
// Refuses: looking at the page alone where what crossed to the other side can be looked at.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { violations } from "../lib/axe.mjs";
import { photo } from "../lib/photo.mjs";
import { held } from "./held.mjs";
import { scene } from "./scene.mjs";

const DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

export function screening(binary) {
  const play = (title, run) => scene(binary, title, run);
  held(binary);

  play("a spaced, a spelled and a split card number, a password and an illness never reach the agent (Practice: C5, Practice: C3)", async (it) => {
    const [thandi] = await it.agents("thandi");
    const ines = await it.customer();
    const spelled = [...it.card.replaceAll(" ", "")].map((digit) => DIGITS[digit]).join(" ");
    const half = it.card.slice(0, it.card.length / 2).trim();
    const rest = it.card.slice(it.card.length / 2).trim();
    await ines.frame.locator("textarea").fill(`my card is ${it.card}`);
    await ines.frame.getByText("looks like a card number").waitFor();
    await ines.write(it.says(`my card is ${it.card}`));
    await thandi.accept();
    await thandi.sees("my card is");
    await ines.write(it.says(`or spelled: ${spelled}`));
    await thandi.sees("or spelled");
    await ines.write(`the card is ${half}`);
    await thandi.sees("the card is");
    await ines.frame.locator("textarea").fill(`${rest} is the other half`);
    await ines.frame.getByText("Together with your last message").waitFor();
    await ines.write(`${rest} is the other half`);
    await ines.write(it.says("that was all"));
    await thandi.sees("that was all");
    const secret = `Tr0ub4dor&${it.card.slice(-3)}`;
    await ines.frame.locator("textarea").fill(`my password is ${secret}`);
    await ines.frame.getByText("looks like a password").waitFor();
    await ines.write(`my password is ${secret} and I take metformin for my diabetes`);
    await thandi.sees("my password is");
    const page = await thandi.page.content();
    for (const value of [it.card, it.card.replaceAll(" ", ""), spelled, rest, secret, "metformin", "diabetes"]) assert.ok(!page.includes(value), value);
    assert.match((await thandi.texts())[0], new RegExp(`card\\s*•${it.card.slice(-4)}`));
  });

  play("an agent who asks for the code of a card is nudged, and moving to a messenger asks for a reason (Practice: C9, Practice: B12)", async (it) => {
    const [thandi] = await it.agents("thandi");
    const ines = await it.customer();
    await ines.write(it.says("Hello"));
    await thandi.accept();
    await thandi.sees(it.says("Hello"));
    const field = thandi.page.locator("textarea");
    await field.fill("Sure. What is your CVV?");
    await thandi.page.getByText("You are asking for the code of a card").waitFor();
    assert.deepEqual(await violations(thandi.page.mainFrame()), []);
    await field.press("Enter");
    // The obvious choice has the focus; one press takes the question out, one sends the rest.
    await thandi.page.keyboard.press("Enter");
    assert.equal(await field.inputValue(), "Sure.");
    await field.press("Enter");
    await ines.sees("Sure.");
    await field.fill("Add me on WhatsApp and we continue there");
    await thandi.page.getByText("moves the chat to a messenger").waitFor();
    await thandi.page.getByRole("button", { name: "Send anyway" }).click();
    await thandi.page.getByRole("button", { name: "This customer asked for it" }).click();
    await ines.sees("Add me on WhatsApp");
    assert.ok(!(await ines.texts()).join().includes("CVV"));
    // Her own page counts it: one kind, changed and not sent; one chat makes no rate.
    await thandi.page.keyboard.press("Control+k");
    await thandi.page.getByRole("combobox").fill("how often more");
    await thandi.page.keyboard.press("Enter");
    await thandi.page.getByText("Fewer than 20 chats").waitFor();
    const row = thandi.page.getByRole("row", { name: "the code of a card" });
    assert.deepEqual(await row.getByRole("cell").allInnerTexts().then((all) => all.slice(0, 2)), ["1", "0"]);
    assert.deepEqual(await violations(thandi.page.mainFrame()), []);
  });

  play("a saved reply with a card number is refused; one that is kept is inserted by /, filled in and screened again (Practice: C11)", async (it) => {
    const [thandi] = await it.agents("thandi");
    const { page } = thandi;
    const ines = await it.customer();
    await ines.write(it.says("Hello"));
    await thandi.accept();
    await thandi.sees(it.says("Hello"));
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("saved replies");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "New reply" }).click();
    await page.getByLabel("Name").fill("Greeting");
    await page.getByLabel("What to type behind /").fill("greeting");
    await page.getByLabel("Text").fill(`Pay with ${it.card} please`);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("looks like a card number").waitFor();
    assert.deepEqual(await violations(page.mainFrame()), []);
    await page.getByLabel("Text").fill("Hello {customer}, I am {agent}.");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Hello {customer}, I am {agent}.").waitFor();
    await page.getByRole("button", { name: "Inbox" }).click();
    const field = page.locator(".conversation textarea");
    await field.fill("/gre");
    await page.getByRole("option", { name: "Greeting" }).waitFor();
    assert.deepEqual(await violations(page.mainFrame()), []);
    await field.press("Enter");
    assert.match(await field.inputValue(), /^Hello \{customer\}, I am Thandi/);
    // What is not known is selected, to be typed over.
    await page.keyboard.type("Ines");
    await field.press("Enter");
    await ines.sees("Hello Ines, I am Thandi");
    await field.fill("/gre");
    await page.getByRole("option", { name: "Greeting" }).waitFor();
    await field.press("Enter");
    await page.keyboard.type(`my ${it.card} Ines`);
    await page.getByText("looks like a card number").waitFor();
    await field.press("Enter");
    await thandi.sees("Hello my");
    assert.ok(!(await page.content()).includes(it.card));
    assert.ok(!(await ines.texts()).join().includes(it.card));
  });

  play("what one customer wrote or what was copied in their chat is stopped in another's, with both named (Practice: B7)", async (it) => {
    const [thandi] = await it.agents("thandi");
    const { page } = thandi;
    const ines = await it.customer();
    await ines.write("send it to 12 Harbour Street Cape Town, I am at ines.duarte@example.com");
    await thandi.accept();
    await thandi.sees("12 Harbour Street");
    await page.locator(".bubble", { hasText: "12 Harbour Street" }).click({ clickCount: 3 });
    await page.keyboard.press("Control+C");
    const first = (await page.locator("#who").innerText()).trim();
    const tom = await it.customer();
    await tom.write(it.says("where is my parcel?"));
    await page.getByRole("tab", { name: /Waiting/ }).click();
    await thandi.accept();
    await thandi.sees("where is my parcel?");
    const second = (await page.locator("#who").innerText()).trim();
    const field = page.locator("textarea");
    await field.fill("We send it to ines.duarte@example.com");
    const held = page.locator(".held.wrong");
    await held.waitFor();
    const said = await held.innerText();
    for (const name of [first, second]) for (const word of name.split(/\s+/)) assert.ok(said.includes(word), `${word} in ${said}`);
    assert.deepEqual(await violations(page.mainFrame()), []);
    await field.press("Enter");
    await page.waitForTimeout(500);
    assert.ok(!(await tom.texts()).join().includes("ines.duarte"));
    // The address was copied in her window and is pasted into his.
    await field.fill("");
    await held.waitFor({ state: "detached" });
    await field.press("Control+V");
    await held.waitFor();
    assert.ok((await field.inputValue()).includes("12 Harbour Street Cape Town"));
    await held.getByRole("button", { name: "Move to" }).click();
    assert.equal((await page.locator("#who").innerText()).trim(), first);
    await thandi.write("send it to 12 Harbour Street Cape Town today");
    await ines.sees("12 Harbour Street Cape Town today");
  });

  play("in the playground the place of a photo is named, and the saved copy holds none (Practice: C11)", async (it) => {
    const [thandi] = await it.agents("thandi");
    const { page } = thandi;
    await page.keyboard.press("g");
    await page.keyboard.press("r");
    await page.getByRole("button", { name: "Show an example" }).click();
    await page.getByText("By queue and direction").first().waitFor({ timeout: 20_000 });
    assert.match(await page.locator(".sum").innerText(), /private things were found/);
    assert.deepEqual(await violations(page.mainFrame()), []);
    await page.setInputFiles("input[type=file]", { name: "harbour.jpg", mimeType: "image/jpeg", buffer: photo() });
    await page.getByText("33.9200° S, 18.4200° E").waitFor();
    await page.getByText("an e-mail address").first().waitFor();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save a copy without it" }).click();
    const copy = await readFile(await (await download).path());
    for (const trace of ["GPS", "Exif", "jane.doe", "+27 82"]) assert.ok(!copy.includes(trace), trace);
    assert.equal(copy.subarray(0, 2).toString("hex"), "ffd8");
    await page.setInputFiles("input[type=file]", { name: "harbour-clean.jpg", mimeType: "image/jpeg", buffer: copy });
    await page.getByText("This picture tells no place").waitFor();
  });
}
