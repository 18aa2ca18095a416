// What: the way from a saved reply to a draft.
import type { Message } from "@core";
import { expect, test } from "vitest";
import { chosenName, filled, matching, searched } from "./book.svelte";

const said = (role: Message["role"], ...parts: Message["parts"]): Message => ({
  message: "msg_1", sequence: 1, own: false, role, name: "", time: 0, parts, state: "received", failure: null, masked_on_arrival: 0,
});
const text = (words: string) => ({ type: "text" as const, text: words });

test("what is known is put in and the first thing that is not is found", () => {
  const known = { agent: "Thandi", queue: "Returns", customer: null };
  expect(filled("Hello {customer}, this is {agent} of {queue}.", known)).toEqual({
    text: "Hello {customer}, this is Thandi of Returns.",
    open: [6, 16],
  });
  expect(filled("{customer}", { ...known, customer: "$& {agent}" }).text).toBe("$& {agent}");
  expect(filled("no {Customer} here", known).open).toBe(null);
});

test("the customer's chosen name is what they said, never what was hidden and never an agent's", () => {
  expect(chosenName([said("customer", text("Name: Ines Duarte\norder: 12"))])).toBe("Ines Duarte");
  expect(chosenName([said("customer", text("Name: "), { type: "placeholder", kind: "PERSON", last: null })])).toBe(null);
  expect(chosenName([said("agent", text("Name: Thandi")), said("customer", text("hello"))])).toBe(null);
});

test("a slash begins a search only where the draft is nothing else", () => {
  expect(["/", "/ref", "/rück", "and/or", "/ref und", "https://x"].map(searched)).toEqual(["", "ref", "rück", null, null, null]);
  const reply = (shortcut: string, title: string) => ({ reply: shortcut, shortcut, title, text: "", queue: null, may_change: true });
  const all = [reply("late", "We refund delays"), reply("refund", "Money back"), reply("hi", "Hello")];
  expect(matching(all, "ref").map((one) => one.shortcut)).toEqual(["refund", "late"]);
});
