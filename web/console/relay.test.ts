// What: fingerprints go to every other chat, to chats opened later, and are gone half an hour after
// a chat was closed (Practice: B7).
import type { Act } from "@core";
import { expect, test } from "vitest";
import { Relay } from "./relay";

function desk(...ids: string[]) {
  const heard: Record<string, string[]> = {};
  const talks = new Map<string, { act(act: Act): void }>();
  const open = (id: string) => {
    heard[id] = [];
    talks.set(id, {
      act: (act) => {
        if (act.type === "prints") heard[id]?.push(`${act.chat} ${act.prints} ${act.age_seconds}`);
      },
    });
  };
  ids.forEach(open);
  return { heard, talks, open, relay: new Relay(talks) };
}

test("fingerprints of a chat reach every other chat and not itself", () => {
  const { heard, relay } = desk("a", "b", "c");
  relay.heard("a", "x", 0);
  expect(heard).toEqual({ a: [], b: ["a x 0"], c: ["a x 0"] });
});

test("a chat opened later hears of those that are open and of those just closed, with their age", () => {
  const { heard, talks, open, relay } = desk("a", "b");
  relay.heard("a", "x", 0);
  relay.heard("b", "y", 0);
  talks.delete("b");
  relay.closed("b", 60_000);
  open("c");
  relay.opened("c", 120_000);
  expect(heard["c"]).toEqual(["a x 0", "b y 60"]);
});

test("half an hour after a chat was closed nothing of it is passed on", () => {
  const { heard, talks, open, relay } = desk("a", "b");
  relay.heard("a", "x", 0);
  talks.delete("a");
  relay.closed("a", 0);
  open("c");
  relay.opened("c", 30 * 60_000);
  expect(heard["c"]).toEqual([]);
});

test("open chats are told again, so that long ones stay known", () => {
  const { heard, relay } = desk("a", "b");
  relay.heard("a", "x", 0);
  relay.again(40 * 60_000);
  expect(heard["b"]).toEqual(["a x 0", "a x 0"]);
});
