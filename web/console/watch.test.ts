// What: the arithmetic of the idle watch, on a clock that the test moves. Refuses: waiting for real time.
// Next: watch.ts.
import { expect, test } from "vitest";
import { Idle } from "./watch";

const fresh = () => new Idle(60_000, 600_000, 0);

test("an untouched screen blurs after a minute and locks after ten", () => {
  const idle = fresh();
  expect(idle.look(59_999)).toBe("open");
  expect(idle.look(60_000)).toBe("blurred");
  expect(idle.touch(61_000)).toBe("open");
  expect(idle.look(120_999)).toBe("open");
  expect(idle.look(661_000)).toBe("locked");
});

// Practice: F1
test("a tab that slept is locked by the very touch that wakes it", () => {
  const idle = fresh();
  expect(idle.touch(8 * 3_600_000)).toBe("locked");
  expect(idle.touch(8 * 3_600_000 + 1)).toBe("locked");
});

test("a clock that was set back locks instead of giving more time", () => {
  const idle = new Idle(60_000, 600_000, 10_000_000);
  expect(idle.look(5_000_000)).toBe("locked");
});
