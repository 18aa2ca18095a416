// What: builds the pages on the stand-in brain, serves them and runs the tests of the screens.
import { execFileSync } from "node:child_process";
import { serve } from "../fake/server.mjs";
import { access } from "./access.mjs";
import { behaviour } from "./behaviour.mjs";
import { guide } from "./guide.mjs";

export async function screens(run) {
  console.log("screens, on a stand-in for the brain");
  execFileSync("node", ["build/all.mjs", "--fake", "e2e/dist/pages"], { stdio: ["ignore", "ignore", "inherit"] });
  const world = await serve("e2e/dist/pages");
  try {
    access(world);
    behaviour(world);
    guide(world);
    await run();
  } finally {
    world.close();
  }
}
