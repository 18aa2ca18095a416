// What: a list of tests that run one after another, and the closing line that CI counts.
// Refuses: retries. A test that fails sometimes is a fault, of the product or of the test.
const list = [];
const counts = { passed: 0, failed: 0, skipped: 0 };

/** Adds a test; its title is a sentence about the product. */
export const test = (title, run) => list.push({ title, run });

/** Runs those whose title holds every given word; says how each went. */
export async function runAll(words) {
  for (const { title, run } of list.splice(0)) {
    if (!words.every((word) => title.includes(word))) continue;
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
}

/** Names what could not run here and why. */
export function skip(what, why) {
  counts.skipped += 1;
  console.log(`  – ${what}: ${why}`);
}

/** The last line; returns the exit code. */
export function close() {
  const { passed, failed, skipped } = counts;
  console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`);
  return failed || !passed ? 1 : 0;
}
