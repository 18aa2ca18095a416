// What: finds the built program: the one that `cargo xtask` says it has just built, else what lies in the
// target folder. `E2E_PROGRAM` names another one. Refuses: preferring an older release to what was built.
import { existsSync } from "node:fs";
import { here } from "../../build/pages.mjs";

/** Path of the program, or null if it is not built. */
export function program() {
  const named = process.env.E2E_PROGRAM;
  if (named) return named;
  const built = process.env.TACITA_BIN;
  if (built && existsSync(built)) return built;
  const target = process.env.CARGO_TARGET_DIR ?? `${here}../target`;
  return ["release", "debug"].map((profile) => `${target}/${profile}/tacita`).find(existsSync) ?? null;
}
