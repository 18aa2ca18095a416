// What: a place or an act that the server did not tell of is not offered.
import { expect, test } from "vitest";
import { offers, possible } from "./commands";
import type { Desk } from "./desk.svelte";
import { May, may } from "./may.svelte";

const ALL = ["accept-conversation", "transfer-conversation", "list-colleagues", "hold-conversation", "close-conversation", "post-to-conversation", "keep-own-replies", "ask-to-join"];

function desk(more: object) {
  const item = { conversation: "cnv_1", agent: null, state: "active", mine: false, joined: false, on_hold: false, pseudonym: { colour: "amber", animal: "hare", code: "7f3k" }, ...more };
  return {
    item,
    items: new Map([["cnv_1", item]]),
    elsewhere: () => false,
    person: { role: "agent" },
    guideFits: true,
    talk: null,
  } as unknown as Desk;
}
const keys = (of: Desk) => offers(of, () => undefined).map((offer) => offer.key);

test("acts on a chat are offered to whoever may do them, and to nobody else", () => {
  const [waiting, mine] = [desk({}), desk({ agent: "agt_1", mine: true })];
  may.take(ALL);
  expect(possible(waiting).accept).toBe(true);
  expect(keys(mine)).toEqual(expect.arrayContaining(["transfer", "hold", "close", "guide", "replies", "glass"]));
  for (const [lacks, key, of] of [
    ["accept-conversation", "accept", waiting],
    ["transfer-conversation", "transfer", mine],
    // Without colleagues and queues there is nobody to hand over to.
    ["list-colleagues", "transfer", mine],
    ["hold-conversation", "hold", mine],
    ["close-conversation", "close", mine],
    ["post-to-conversation", "guide", mine],
    ["keep-own-replies", "replies", mine],
    ["ask-to-join", "glass", mine],
  ] as const) {
    may.take(ALL);
    expect(keys(of)).toContain(key);
    may.take(ALL.filter((act) => act !== lacks));
    expect(keys(of), lacks).not.toContain(key);
  }
});

test("what is everybody's stays, whatever a role lacks", () => {
  may.take([]);
  expect(keys(desk({}))).toEqual(expect.arrayContaining(["inbox", "record", "account", "sign-out"]));
});

test("a place is offered to whoever may do something there", () => {
  const one = new May();
  const shown = (acts: string[], role: string) => {
    one.take(acts);
    return ["ledger", "permissions", "people", "conduct", "glass", "record"].filter((name) => one.place(name, role));
  };
  expect(shown(["read-ledger", "see-permissions", "list-people", "close-account", "see-conduct", "review-glass"], "officer")).toEqual(
    ["ledger", "permissions", "conduct", "glass", "record"],
  );
  expect(shown(["list-people", "see-permissions"], "administrator")).toEqual(["permissions", "people", "record"]);
  expect(shown(["list-people", "change-skills"], "officer")).toEqual(["people", "record"]);
  expect(shown(["change-skills"], "administrator")).toEqual(["record"]);
});
