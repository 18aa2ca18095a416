// What: a list of tests, and the closing line that CI counts.
// Refuses: retries. A test that fails sometimes is a fault, of the product or of the test.
import { writeFileSync } from "node:fs";

/** Figures of a run, for `$TACITA_PROVE_FILE`. */
export const figures = {};

/** Whether everything is wanted, or a sample. */
export const full = process.env.TACITA_PROVE === "full";

const list = [];
const counts = { passed: 0, failed: 0, skipped: 0 };

/** Adds a test; its title is a sentence about the product. `last`: after all others, alone. */
export const test = (title, run, { last = false } = {}) => list.push({ title, run, last });

/** Most of a test's time is waiting for windows and services to start: two at once, each on its own. */
const AT_ONCE = 2;

/** Runs those whose title holds every given word; says how each went. One marked `last` runs alone, last. */
export async function runAll(words) {
  const chosen = list.splice(0).filter(({ title }) => words.every((word) => title.includes(word)));
  const together = chosen.filter(({ last }) => !last);
  const some = async () => {
    for (let next = together.shift(); next; next = together.shift()) await one(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, some));
  for (const next of chosen.filter(({ last }) => last)) await one(next);
}

async function one({ title, run }) {
  const start = performance.now();
  try {
    await run();
    counts.passed += 1;
    console.log(`  ✔ ${title} (${Math.round(performance.now() - start)} ms)`);
  } catch (error) {
    counts.failed += 1;
    console.log(`  ✘ ${title}\n${String(error.stack ?? error).replaceAll(/^/gm, "      ")}`);
  }
}

/** Names what could not run here and why. */
export function skip(what, why) {
  counts.skipped += 1;
  console.log(`  – ${what}: ${why}`);
}

/** The last line; returns the exit code. */
export function close() {
  const { passed, failed, skipped } = counts;
  const file = process.env.TACITA_PROVE_FILE;
  if (file) writeFileSync(file, JSON.stringify({ passed, failed, skipped, ...figures }, null, 2));
  console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`);
  return failed || !passed ? 1 : 0;
}
