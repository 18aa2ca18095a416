// What: the order of the rows, and that none moves under the pointer.
import type { InboxItem } from "@kit/http";
import { expect, test } from "vitest";
import { inView, settle, wanted } from "./order";

const item = (conversation: string, more: Partial<InboxItem>): InboxItem => ({
  conversation,
  queue: "que_1",
  queue_name: "Orders",
  state: "active",
  pseudonym: { colour: "amber", animal: "heron", code: "7f3k" },
  waiting_since: null,
  last_entry_time: 0,
  agent: null,
  agent_name: null,
  mine: false,
  joined: false,
  device: null,
  unread: 0,
  customer_online: true,
  on_hold: false,
  ...more,
});

test("who waits longest stands first, then whoever wrote last", () => {
  const rows = wanted([
    item("quiet", { last_entry_time: 5 }),
    item("late", { waiting_since: 20 }),
    item("fresh", { last_entry_time: 9 }),
    item("early", { waiting_since: 10 }),
  ]);
  expect(rows.map((row) => row.conversation)).toEqual(["early", "late", "fresh", "quiet"]);
});

test("under the pointer what was there stays where it is and what comes stands at the end", () => {
  expect(settle(["a", "b", "c"], ["d", "c", "a"], true)).toEqual(["a", "b", "c", "d"]);
  expect(settle(["a", "b", "c"], ["d", "c", "a"], false)).toEqual(["d", "c", "a"]);
});

test("waiting means that nobody has it, mine that I have it", () => {
  expect(inView(item("x", {}), "waiting")).toBe(true);
  expect(inView(item("x", { agent: "agt_1" }), "waiting")).toBe(false);
  expect(inView(item("x", { agent: "agt_1", mine: true }), "mine")).toBe(true);
  expect(inView(item("x", { agent: "agt_1" }), "mine")).toBe(false);
  expect(inView(item("x", { agent: "agt_1" }), "all")).toBe(true);
});
