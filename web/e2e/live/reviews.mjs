// What: an access review in real windows: an administrator begins it, a supervisor takes a role away by
// keyboard, the person's open screen loses everything, and the program accepts the report that is saved.
// Refuses: asserting times; they are printed, and the goal is 1 s.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { administrator, ROOM } from "../lib/people.mjs";
import { figures } from "../lib/suite.mjs";
import { scene } from "./scene.mjs";

/** Answers what is left, over the interface. */
const answers = (page) =>
  page.evaluate(async () => {
    const { mine } = await (await fetch("/v1/reviews")).json();
    for (const { item } of mine.filter(({ decision }) => !decision)) {
      const said = { method: "POST", headers: { "content-type": "application/json" }, body: '{"confirm":true}' };
      const answer = await fetch(`/v1/reviews/items/${item}/answer`, said);
      if (!answer.ok) throw new Error(`${answer.status}`);
    }
  });

export function reviews(binary) {
  scene(binary, "a role that a review takes away is gone from an open screen soon, and the program accepts the signed report (Practice: D9)", async (it) => {
    const [amina, thandi] = await it.agents("amina", "thandi");
    const ruth = await it.join(administrator(it.running, "ruth"));
    const { page } = ruth;
    await page.getByRole("button", { name: "Access reviews" }).click(ROOM);
    await page.getByRole("button", { name: "Begin a review" }).click(ROOM);
    await page.getByLabel("Name").fill("Autumn", ROOM);
    // Nobody reviews themselves: somebody is named for her.
    await page.getByText("Choose for single people").click(ROOM);
    await page.getByLabel(`Who reviews ${ruth.name}`).selectOption({ label: amina.name }, ROOM);
    await page.locator("dialog button[type=submit]").click(ROOM);

    const strip = amina.page.getByRole("status").filter({ hasText: "for your review" });
    await strip.getByRole("button").click(ROOM);
    const hers = amina.page.getByRole("region", { name: thandi.name });
    await hers.getByRole("listitem").filter({ hasText: "Role" }).focus(ROOM);
    const gone = thandi.page.getByLabel("Password").waitFor(ROOM).then(() => Date.now());
    const begun = Date.now();
    await amina.page.keyboard.press("n");
    figures.role_gone_on_screen = { ms: (await gone) - begun };
    console.log(`    role_gone_on_screen: ${figures.role_gone_on_screen.ms} ms`);
    await hers.getByText("taken away").waitFor(ROOM);
    const next = await amina.page.evaluate(() => document.activeElement?.dataset.item);
    assert.ok(next, "the next right has the focus");

    for (const who of [amina, ruth]) await answers(who.page);
    await page.getByRole("button", { name: "Get the report" }).click(ROOM);
    const saved = {};
    for (const [end, word] of [["html", "Page"], ["pdf", "PDF"], ["note", "Signature"]]) {
      const link = page.getByRole("link", { name: word });
      const [file] = await Promise.all([page.waitForEvent("download", ROOM), link.click(ROOM)]);
      saved[end] = join(it.running.folder, file.suggestedFilename());
      await file.saveAs(saved[end]);
    }
    const key = execFileSync(binary, ["ledger", "vkey", "--config", join(it.running.folder, "data/server/tacita.toml")], { encoding: "utf8" }).trim();
    const verify = (file) => spawnSync(binary, ["reviews", "verify", "--vkey", key, file], { encoding: "utf8" }).status;
    for (const end of ["html", "pdf"]) {
      assert.equal(verify(saved[end]), 0, end);
      const bytes = readFileSync(saved[end]);
      bytes[bytes.length >> 1] ^= 1;
      writeFileSync(saved[end], bytes);
      assert.equal(verify(saved[end]), 1, `${end} with another byte`);
    }
  });
}
