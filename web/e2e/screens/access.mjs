// What: every scene at three widths in light and dark: no violation of axe, no complaint of the
// content security policy, no sideways scrolling; and a pass with the page mirrored. Not in full
// (`TACITA_PROVE=full`) each scene is looked at twice instead of six times.
import assert from "node:assert/strict";
import { scenes } from "../fake/scenes.mjs";
import { violations } from "../lib/axe.mjs";
import { person } from "../lib/browser.mjs";
import { full, test } from "../lib/suite.mjs";

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

/**
 * Widths at which a scene is looked at in this scheme. In full: all of its own. Else one, another in dark
 * than in light and another than its neighbours', so that a fault of a width or of a scheme shows somewhere.
 */
function widthsOf(scene, index, colorScheme) {
  const widths = scene.widths ?? WIDTHS;
  return full ? widths : [widths[(index + (colorScheme === "dark" ? 1 : 0)) % widths.length]];
}

/** Shows scenes one after another; `look` finds the faults of each. */
async function walk(who, world, chosen, look) {
  const faults = [];
  const width = who.page.viewportSize().width;
  // Nobody answers a console's socket, unless a scene says otherwise.
  await who.page.routeWebSocket(/\/v1\/console/, () => undefined);
  for (const scene of chosen) {
    await scene.show(who.page, world).catch((error) => {
      throw new Error(`the scene ${scene.name} at ${width} px did not come: ${error.message}`, { cause: error });
    });
    for (const line of await look(scene)) faults.push(`${scene.name} ${width}: ${line}`);
    if ((await sideways(who.page)) > 0) faults.push(`${scene.name} ${width}: scrolls sideways`);
  }
  return faults;
}

async function axe(page, scene) {
  await page.waitForTimeout(350);
  const frames = scene.name === "shop-open" ? page.frames() : [page.mainFrame()];
  const lines = [];
  for (const frame of frames) lines.push(...(await violations(frame)));
  return lines;
}

export function access(world) {
  const widths = full ? `at ${WIDTHS.join(", ")} px` : `at one of ${WIDTHS.join(", ")} px`;
  for (const colorScheme of ["light", "dark"])
    test(`every screen in ${colorScheme} ${widths} has no fault that axe or the policy finds`, async () => {
      const faults = [];
      let looked = 0;
      for (const width of WIDTHS) {
        const who = await person({ colorScheme, viewport: { width, height: width === 390 ? 780 : 900 } });
        const chosen = scenes.filter((scene, index) => widthsOf(scene, index, colorScheme).includes(width));
        looked += chosen.length;
        faults.push(...(await walk(who, world, chosen, (scene) => axe(who.page, scene))));
        faults.push(...who.complaints.filter((line) => !expected(line)));
        await who.close();
      }
      assert.deepEqual([...new Set(faults)], []);
      assert.ok(looked >= scenes.length, `${looked} of ${scenes.length} scenes were looked at`);
    });

  test("mirrored for languages that are read from the right nothing scrolls sideways", async () => {
    const who = await person({ viewport: { width: 390, height: 780 } });
    const chosen = scenes.filter(({ widths }) => !widths || widths.includes(390));
    const mirror = async () => {
      await who.page.evaluate(() => (document.documentElement.dir = "rtl"));
      await who.page.waitForTimeout(100);
      return [];
    };
    assert.deepEqual(await walk(who, world, chosen, mirror), []);
    await who.close();
  });
}
