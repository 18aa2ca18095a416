// What: a row that the socket tells of while the list is on its way is neither lost nor set back.
import type { InboxItem } from "@kit/http";
import { expect, test } from "vitest";
import { apart, Meanwhile } from "./meanwhile";

const row = (conversation: string, unread = 0) => ({ conversation, unread }) as InboxItem;

test("what the socket told while the list was on its way stands; the rest is as the list says", async () => {
  const meanwhile = new Meanwhile();
  meanwhile.told("before");
  let give!: (items: InboxItem[]) => void;
  const asked = meanwhile.until(new Promise<InboxItem[]>((done) => (give = done)));
  const later = meanwhile.until(Promise.resolve([row("a")]));
  meanwhile.told("came");
  meanwhile.told("went");
  meanwhile.told("changed");
  give([row("a"), row("went"), row("changed", 1)]);
  const { answer, told } = await asked;
  meanwhile.told("after");
  expect(apart(["gone", "came", "changed"], answer, told)).toEqual({ gone: ["gone"], rows: [row("a")] });
  expect([...(await later).told]).toEqual(["came", "went", "changed"]);
});

test("a list that failed leaves nothing behind", async () => {
  const meanwhile = new Meanwhile();
  await expect(meanwhile.until(Promise.reject(new Error("offline")))).rejects.toThrow("offline");
  meanwhile.told("a");
  expect([...(await meanwhile.until(Promise.resolve(0))).told]).toEqual([]);
});
