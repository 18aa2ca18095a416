// What: times for people, in the words of the page's language.
import { expect, test } from "vitest";
import { comes } from "./time";

test("what comes has its weekday, its day and its time", () => {
  const at = new Date("2026-11-30T08:05:00").getTime() * 1000;
  expect(comes(at)).toMatch(/^Mon.*30.*8:05/);
});
