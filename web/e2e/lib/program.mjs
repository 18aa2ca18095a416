// What: finds the built program. `E2E_PROGRAM` names another one.
import { existsSync } from "node:fs";
import { here } from "../../build/pages.mjs";

/** Path of the program, or null if it is not built. */
export function program() {
  const named = process.env.E2E_PROGRAM;
  if (named) return named;
  const target = process.env.CARGO_TARGET_DIR ?? `${here}../target`;
  return ["release", "debug"].map((profile) => `${target}/${profile}/tacita`).find(existsSync) ?? null;
}
