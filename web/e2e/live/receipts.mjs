// What: a closed chat's receipt: the customer reads who opened it, proven in their browser; a server
// that changes one proof, or signs under another key, is not believed. The same for the devices of those
// who read along: one that is in no log ends the writing. Next: `web/widget/{Receipt,Alarms}.svelte`.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { ask } from "../lib/ask.mjs";
import { ROOM } from "../lib/people.mjs";
import { greeted } from "./chats.mjs";
import { scene } from "./scene.mjs";

export function receipts(binary) {
  scene(binary, "after a chat the customer reads who opened it, proven in the browser, and a forged list is refused (Practice: J4)", async (it) => {
    const { agent: thandi, customer: ines } = await greeted(it);
    await ines.frame.getByRole("button", { name: "Close the chat" }).click();
    await ines.frame.getByRole("button", { name: "Close and delete" }).click();
    const read = async () => {
      await ines.frame.getByRole("button", { name: "Who opened it" }).click();
      return ines.frame.locator("dialog[open]");
    };
    const back = () => ines.frame.locator("dialog[open]").getByRole("button", { name: "Back" }).click();
    const sheet = await read();
    await sheet.getByText(/entries, and each is proven/).waitFor(ROOM);
    await sheet.getByText(`${thandi.name} opened this chat on a device`).first().waitFor();
    await sheet.getByText("You closed the chat").waitFor();
    const [file] = await Promise.all([
      ines.page.waitForEvent("download"),
      sheet.getByRole("button", { name: "Save with proofs" }).click(),
    ]);
    const saved = JSON.parse(await readFile(await file.path(), "utf8"));
    assert.ok(saved.proofs.length > 3 && saved.proofs.every((text) => text.startsWith("c2sp.org/tlog-proof@v1\n")));
    await back();

    // What the server answered, changed.
    const forge = async (change, sentence) => {
      await ines.page.route("**/v1/widget/receipts", (route) => route.fulfill({ json: change(saved) }));
      const forged = await read();
      await forged.getByText(sentence).waitFor(ROOM);
      assert.equal(await forged.locator("li").count(), 0);
      await ines.page.unroute("**/v1/widget/receipts");
      await back();
    };
    const flip = (text) => text.replace(/^extra (.{100})(.)/m, (_, head, one) => `extra ${head}${one === "A" ? "B" : "A"}`);
    await forge((all) => ({ ...all, proofs: [flip(all.proofs[0]), ...all.proofs.slice(1)] }), /Do not believe this list/);
    await forge((all) => ({ ...all, key: all.key.replace(/\+.*/, "+00000000+AQ==") }), /another key than when your chat began/);
  });

  scene(binary, "the widget finds each agent's device in the public log, and lets nobody write on to one that is not in it (Practice: B10)", async (it) => {
    const proofs = [];
    const answered = ({ page }, change) =>
      page.route("**/v1/widget/credentials", async (route) => {
        const headers = { origin: new URL(it.running.facts.console).origin, "content-type": "application/json" };
        const path = "/v1/widget/credentials";
        const { status, body } = await ask(it.running, "POST", path, { headers, body: route.request().postData() });
        assert.equal(status, 200, body);
        const answer = JSON.parse(body);
        proofs.push(...answer.proofs);
        await route.fulfill({ json: change(answer) });
      });
    const { agent: thandi, customer: ines } = await greeted(it, "thandi", { before: (who) => answered(who, (answer) => answer) });
    await ines.frame.getByRole("button", { name: new RegExp(`Only you and ${thandi.name}`) }).click();
    await ines.frame.locator("dialog[open]").getByText("Listed in the public log").waitFor(ROOM);
    assert.ok(await ines.frame.locator("textarea").isEnabled());

    // What the service answers, changed on the way: nothing, a proof that was touched, another key, and
    // a true proof of another device than the one that reads along.
    const [genuine] = proofs;
    const flip = (text) => text.replace(/^([A-Za-z0-9+/]{43})=$/m, (_, hash) => `${hash.replace(/^./, (one) => (one === "A" ? "B" : "A"))}=`);
    assert.notEqual(flip(genuine), genuine);
    const [marek] = await it.agents("marek");
    for (const change of [
      (answer) => ({ ...answer, proofs: [] }),
      (answer) => ({ ...answer, proofs: answer.proofs.map(flip) }),
      (answer) => ({ ...answer, key: answer.key.replace(/\+.*/, "+00000000+AQ==") }),
      (answer) => ({ ...answer, proofs: [genuine] }),
    ]) {
      const sipho = await it.customer({ before: (who) => answered(who, change) });
      await sipho.write(it.says("and who is with me?"));
      await marek.accept();
      await sipho.warned("not in the public log");
      assert.ok(await sipho.frame.locator("textarea").isDisabled());
      await sipho.frame.getByRole("button", { name: "Close the chat" }).click();
      await sipho.frame.getByRole("button", { name: "Close and delete" }).click();
      await marek.isRid();
    }
  });
}
