// What: the headers of every kind of route and of errors, and the pages' own policy at work: axe on
// the real pages, no complaint of the policy.
import assert from "node:assert/strict";
import { violations } from "../lib/axe.mjs";
import { agent, customer } from "../lib/people.mjs";
import { service } from "../lib/service.mjs";
import { test } from "../lib/suite.mjs";

export function headers(binary) {
  test("pages of the real program pass axe under its own policy, which allows nothing inline", async () => {
    const running = await service(binary);
    const people = [];
    try {
      const thandi = await agent(running, "thandi");
      people.push(thandi);
      const ines = await customer(running, { path: "billing" });
      people.push(ines);
      await ines.write("Hello");
      await thandi.accept();
      await thandi.sees("Hello");
      const faults = [];
      for (const frame of [thandi.page.mainFrame(), ines.frame]) faults.push(...(await violations(frame)));
      assert.deepEqual(faults, []);
      for (const who of people) assert.deepEqual(who.complaints.filter((c) => /Security Policy|Trusted/.test(c)), []);
      const origin = new URL(running.facts.console).origin;
      const page = await thandi.context.newPage();
      for (const path of ["/console/", "/widget/?site=harbour-books", "/v1/inbox", "/no-such-page"]) {
        // By the browser itself, which trusts the demo's authority; a page of its own, since it leaves.
        const answer = await page.goto(origin + path);
        const policy = answer.headers()["content-security-policy"] ?? "";
        assert.match(policy, /default-src 'none'/, path);
        assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'/, path);
        assert.equal(answer.headers()["x-content-type-options"], "nosniff", path);
        assert.equal(answer.headers()["cache-control"], "no-store", path);
      }
    } finally {
      for (const who of people) await who.close();
      await running.close();
    }
  });
}
