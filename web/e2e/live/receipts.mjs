// What: a closed chat's receipt: the customer reads who opened it, proven in their browser; a server
// that changes one proof, or signs under another key, is not believed. Next: `web/widget/Receipt.svelte`.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
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
}
