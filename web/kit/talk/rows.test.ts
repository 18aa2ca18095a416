// What: messages and lines in reading order, grouped by person and time.
import type { Line, Message } from "@core";
import { expect, test } from "vitest";
import { inOrder, rows } from "./rows";

const MINUTE = 60_000_000;
const message = (id: string, sequence: number | null, more: Partial<Message> = {}): Message => ({
  message: id,
  sequence,
  own: false,
  role: "customer",
  name: "",
  time: 0,
  parts: [],
  state: "received",
  failure: null,
  masked_on_arrival: 0,
  ...more,
});
const line = (sequence: number, what: string): Line => ({ sequence, what, time: 0, name: "Thandi" });

test("what has a place in the log keeps it; what has none yet comes last, as it was written", () => {
  const sorted = inOrder([message("b", null), message("c", 7), message("a", 2), message("d", null)]);
  expect(sorted.map((m) => m.message)).toEqual(["a", "c", "b", "d"]);
});

test("a line stands before the message that follows it in the log", () => {
  const shape = rows([message("a", 1), message("b", 4)], [line(2, "joined"), line(9, "left")]).map((row) =>
    row.type === "line" ? row.line.what : row.type === "group" ? row.messages.map((m) => m.message).join() : "day",
  );
  expect(shape).toEqual(["a", "joined", "b", "left"]);
});

test("one person's messages within five minutes are one group", () => {
  const groups = rows(
    [
      message("a", 1, { time: MINUTE }),
      message("b", 2, { time: 3 * MINUTE }),
      message("c", 3, { time: 4 * MINUTE, own: true, role: "agent", name: "Thandi" }),
      message("d", 4, { time: 12 * MINUTE, own: true, role: "agent", name: "Thandi" }),
    ],
    [],
  );
  expect(groups.map((row) => (row.type === "group" ? row.messages.length : 0))).toEqual([2, 1, 1]);
});
