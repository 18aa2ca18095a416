// What: a value that the policy holds goes from an agent to a customer when a second person, in a window of
// their own, lets it through; they see kind and reason, never the value.
// Refuses: another way for it to get out.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOM } from "../lib/people.mjs";
import { scene } from "./scene.mjs";

const ACCOUNT = "GB33 BUKB 2020 1555 5555 55";
const REASON = "The refund goes to our shop first, and the customer asked where from.";

/** A policy that holds bank accounts which agents write. */
const env = (folder) => {
  const policy = join(folder, "held.toml");
  writeFileSync(policy, '[types.IBAN]\nagent = "hold"\n');
  return { TACITA_SCREENING__POLICY: policy };
};

export function held(binary) {
  const title = "a held value waits in the draft, a second person lets it through unseen, and then it goes out (Practice: C1)";
  const run = async (it) => {
    const [thandi, amina] = await it.agents("thandi", "amina");
    const ines = await it.customer();
    await ines.write(it.says("From which account does the refund come?"));
    await thandi.accept();
    await thandi.sees(it.word);
    const { page } = thandi;
    const field = page.locator("textarea").last();
    await field.fill(`From ours: ${ACCOUNT}`);
    await page.getByText("goes out only when a second person lets it through").waitFor(ROOM);
    assert.equal(await page.getByRole("button", { name: "Send as it is" }).count(), 0);
    await page.getByRole("button", { name: "Ask a second person" }).click(ROOM);
    await page.getByRole("dialog").getByLabel("Why").fill(REASON, ROOM);
    await page.getByRole("dialog").getByRole("button", { name: "Ask a second person" }).click(ROOM);
    await page.getByText("Your draft stays here").waitFor(ROOM);

    await amina.page.getByText("1 exception waits for your yes or no").waitFor(ROOM);
    await amina.page.getByRole("button", { name: "Look" }).click(ROOM);
    await amina.page.getByText("What is to be sent: a bank account number").waitFor(ROOM);
    await amina.page.getByText(REASON).waitFor(ROOM);
    const seen = await amina.page.content();
    for (const part of [ACCOUNT, ACCOUNT.replaceAll(" ", ""), "5555"]) assert.ok(!seen.includes(part), part);
    await amina.page.getByRole("button", { name: "Agree to 10 minutes" }).click(ROOM);

    await page.getByRole("button", { name: "Send as it is" }).click(ROOM);
    await field.press("Enter");
    await ines.sees(ACCOUNT);
  };
  scene(binary, title, run, { env });
}
