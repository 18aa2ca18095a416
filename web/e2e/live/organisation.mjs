// What: the organisation's own sign-in with a real provider and real clicks: whoever it vouches for
// gets the role of their group after adding a second factor of ours; a stranger's group gets nothing.
// Refuses: a shortcut past the provider's own pages.
import assert from "node:assert/strict";
import { person } from "../lib/browser.mjs";
import { ROOM } from "../lib/people.mjs";
import { CLIENT, provider, settings } from "../lib/provider.mjs";
import { free } from "../lib/service.mjs";
import { authenticator } from "./accounts.mjs";
import { scene } from "./scene.mjs";

async function byOrganisation(page, name) {
  await page.getByRole("button", { name: "Sign in with Harbour Login" }).click(ROOM);
  await page.locator("input[name=login]").fill(name, ROOM);
  await page.locator("input[name=password]").fill("whatever the provider asks for");
  await page.locator("button[type=submit]").click();
  await page.getByRole("button", { name: "Continue" }).click(ROOM);
}

export async function organisation(binary) {
  const port = await free();
  scene(
    binary,
    "the organisation's provider vouches, its group gives the role, our second factor follows, and a stranger's group gets nothing (Practice: F5)",
    async (it) => {
      const { facts, folder } = it.running;
      const { origin } = new URL(facts.console);
      const desk = await provider(folder, port, origin, { amahle: ["privacy"], stranger: ["visitors"] });
      try {
        const amahle = await it.join(person({ ca: facts.authority }));
        await authenticator(amahle.page);
        await amahle.page.goto(facts.console, ROOM);
        await byOrganisation(amahle.page, "amahle");
        await amahle.page.getByRole("heading", { name: "Add a second way to prove it is you" }).waitFor(ROOM);
        assert.equal(new URL(amahle.page.url()).hash, "", "nothing of it stays in the address");
        await amahle.page.getByRole("button", { name: "Add a passkey" }).click(ROOM);
        await amahle.page.getByLabel("I have kept them").check(ROOM);
        await amahle.page.getByRole("button", { name: "Go on" }).click(ROOM);
        // An officer's frame: the ledger, and no chats.
        await amahle.page.getByRole("button", { name: "Ledger", exact: true }).waitFor(ROOM);

        const stranger = await it.join(person({ ca: facts.authority }));
        await stranger.page.goto(facts.console, ROOM);
        await byOrganisation(stranger.page, "stranger");
        await stranger.page.getByRole("alert").getByText("none of your groups has a role here").waitFor(ROOM);
      } finally {
        await desk.close();
      }
    },
    {
      env: (folder) => settings(folder, port),
      /** What the provider was told in confidence, and what it told us, stands in no log. */
      looks: async ({ running }) => {
        for (const secret of [CLIENT.secret, "code=", "state="])
          assert.ok(!running.log().includes(secret), `${secret} in the log`);
      },
    },
  );
}
