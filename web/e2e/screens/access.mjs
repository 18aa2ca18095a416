// What: every scene at three widths in light and dark: no violation of axe, no complaint of the
// content security policy, no sideways scrolling; and a pass with the page mirrored.
import assert from "node:assert/strict";
import { scenes } from "../fake/scenes.mjs";
import { violations } from "../lib/axe.mjs";
import { person } from "../lib/browser.mjs";
import { test } from "../lib/suite.mjs";

const WIDTHS = [390, 820, 1440];
/**
 * Chromium reports three things that belong to scenes: the 401 to "who am I" that a signed-out person sees,
 * the 403 on which a fresh proof is asked for, and the request that a scene itself holds back
 * (`blockedbyclient`, which nothing else answers with).
 */
const OF_SCENES = ["status of 401", "status of 403", "ERR_BLOCKED_BY_CLIENT"];
const expected = (line) => OF_SCENES.some((word) => line.includes(word));

const sideways = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function walk(who, world, width, faults, after = async () => undefined) {
  // Nobody answers a console's socket, unless a scene says otherwise.
  await who.page.routeWebSocket(/\/v1\/console/, () => undefined);
  for (const scene of scenes) {
    if (scene.widths && !scene.widths.includes(width)) continue;
    await scene.show(who.page, world);
    await after();
    await who.page.waitForTimeout(350);
    const frames = scene.name === "shop-open" ? who.page.frames() : [who.page.mainFrame()];
    for (const frame of frames)
      for (const line of await violations(frame)) faults.push(`${scene.name} ${width}: ${line}`);
    if ((await sideways(who.page)) > 0) faults.push(`${scene.name} ${width}: scrolls sideways`);
  }
}

export function access(world) {
  for (const colorScheme of ["light", "dark"])
    test(`every screen in ${colorScheme} at ${WIDTHS.join(", ")} px has no fault that axe or the policy finds`, async () => {
      const faults = [];
      for (const width of WIDTHS) {
        const who = await person({ colorScheme, viewport: { width, height: width === 390 ? 780 : 900 } });
        await walk(who, world, width, faults);
        faults.push(...who.complaints.filter((line) => !expected(line)));
        await who.close();
      }
      assert.deepEqual([...new Set(faults)], []);
    });

  test("mirrored for languages that are read from the right nothing scrolls sideways", async () => {
    const who = await person({ viewport: { width: 390, height: 780 } });
    const faults = [];
    await walk(who, world, 390, faults, () => who.page.evaluate(() => (document.documentElement.dir = "rtl")));
    assert.deepEqual(faults.filter((line) => line.includes("sideways")), []);
    await who.close();
  });
}
