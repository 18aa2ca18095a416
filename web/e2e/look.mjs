// What: pictures of every screen, built on the stand-in brain, for somebody to look at:
// node e2e/look.mjs [FOLDER] [only words of names]. Refuses: judging; look at them.
import { mkdirSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { serve } from "./fake/server.mjs";
import { person } from "./lib/browser.mjs";
import { scenes } from "./fake/scenes.mjs";

const out = process.argv[2] ?? "e2e/dist/look";
const only = process.argv.slice(3);
mkdirSync(out, { recursive: true });
execFileSync("node", ["build/all.mjs", "--fake", "e2e/dist/pages"], { stdio: "inherit" });
const world = await serve("e2e/dist/pages");
try {
  for (const scheme of ["light", "dark"]) {
    for (const width of [390, 820, 1440]) {
      const who = await person({ colorScheme: scheme, viewport: { width, height: width === 390 ? 780 : 900 } });
      for (const scene of scenes) {
        const name = `${scene.name}-${width}-${scheme}`;
        if (only.length && !only.some((word) => name.includes(word))) continue;
        if (scene.widths && !scene.widths.includes(width)) continue;
        await scene.show(who.page, world);
        await who.page.waitForTimeout(450);
        await who.page.screenshot({ path: `${out}/${name}.png` });
      }
      if (who.complaints.length) console.log([...new Set(who.complaints)].join("\n"));
      await who.close();
    }
  }
} finally {
  world.close();
}
