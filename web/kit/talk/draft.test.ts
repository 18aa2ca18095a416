// What: the writer's half of screening: nothing goes before this very text was reviewed, and what
// was chosen for a find holds for that find alone.
import type { Act, Finding } from "@core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Draft, messageId } from "./draft.svelte";

const card = (start: number, end: number, more: Partial<Finding> = {}): Finding => ({
  start,
  end,
  kind: "CREDIT_CARD",
  band: "certain",
  reason: "luhn",
  action: "mask",
  may_send_anyway: true,
  split: false,
  ...more,
});

let acts: Act[] = [];
let draft: Draft;
beforeEach(() => {
  vi.useFakeTimers();
  acts = [];
  draft = new Draft((act) => acts.push(act));
});
afterEach(() => vi.useRealTimers());
const sent = () => acts.filter((act) => act.type === "send");
const number = () => acts.filter((act) => act.type === "draft").at(-1)?.number ?? 0;

// Practice: C7
test("a press of send waits for the review of exactly this text", () => {
  draft.write("4111 1111 1111 1111");
  draft.send();
  expect(sent()).toEqual([]);
  draft.reviewed(number() - 1, []);
  expect(sent()).toEqual([]);
  draft.reviewed(number(), [card(0, 19)]);
  expect(sent()).toMatchObject([{ text: "4111 1111 1111 1111", choices: ["suggested"] }]);
  expect(draft.text).toBe("");
});

// Practice: C7
test("sending as it is holds for that wording only, and only where policy allows it", () => {
  draft.write("a@b.example");
  draft.reviewed(number(), [card(0, 11, { kind: "EMAIL" })]);
  draft.anyway(draft.findings[0] as Finding, true);
  draft.write("c@d.example");
  draft.reviewed(number(), [card(0, 11, { kind: "EMAIL" })]);
  draft.send();
  expect(sent()).toMatchObject([{ choices: ["suggested"] }]);
  draft.write("123");
  draft.reviewed(number(), [card(0, 3, { kind: "CVV", action: "block", may_send_anyway: false })]);
  draft.anyway(draft.findings[0] as Finding, true);
  draft.send();
  expect(sent().at(-1)).toMatchObject({ choices: ["suggested"] });
});

test("remove takes the found value out of the text", () => {
  draft.write("my card is 4111 1111 1111 1111, thanks");
  draft.reviewed(number(), [card(11, 30)]);
  draft.remove(draft.findings[0] as Finding);
  expect(draft.text).toBe("my card is , thanks");
});

test("typing is told once, then taken back; the text of the draft goes to screening alone", () => {
  draft.write("h");
  draft.write("he");
  expect(acts.filter((act) => act.type === "typing")).toEqual([{ type: "typing", on: true }]);
  vi.advanceTimersByTime(5000);
  expect(acts.filter((act) => act.type === "typing").at(-1)).toEqual({ type: "typing", on: false });
  expect(acts.every((act) => act.type === "draft" || act.type === "typing")).toBe(true);
});

test("a message id is 26 Crockford digits that the server can parse", () => {
  for (let i = 0; i < 200; i++) expect(messageId()).toMatch(/^msg_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
});

// Practice: C7
test("a review that is late is told, holds the text back, and is forgotten once it is there", () => {
  draft.write("my card");
  vi.advanceTimersByTime(299);
  expect(draft.slow).toBe(false);
  draft.write("my card is");
  vi.advanceTimersByTime(1);
  draft.send();
  expect(draft.slow).toBe(true);
  expect(sent()).toEqual([]);
  draft.reviewed(number(), []);
  expect(draft.slow).toBe(false);
  expect(sent()).toMatchObject([{ text: "my card is" }]);
});

test("a held draft is not sent until the question is taken out or sent on purpose, and says so to the brain", () => {
  const acts: Act[] = [];
  const draft = new Draft((act) => acts.push(act));
  const held = { what: "over-collection", why: "never-ask", kind: "CVV", chat: null, official: [], hold: "nudge" } as const;
  const review = (text: string, spans: [number, number][]) => {
    draft.write(text);
    const drafts = acts.filter((act) => act.type === "draft");
    draft.reviewed(drafts.at(-1)?.number ?? 0, [], spans.map(([start, end]) => ({ ...held, start, end, official: [] })));
  };
  const sent = () => acts.filter((act) => act.type === "send");
  review("Thanks. What is your CVV? Bye.", [[21, 24]]);
  expect(draft.send()).toBeNull();
  expect([draft.tries, sent().length]).toEqual([1, 0]);
  const first = draft.holding[0];
  if (first) draft.takeOut(first);
  expect(draft.text).toBe("Thanks. Bye.");
  review("What is your CVV?", [[13, 16]]);
  draft.sendHeld(null);
  expect(sent()).toMatchObject([{ text: "What is your CVV?", anyway: ["over-collection"], reason: null }]);
  review("Hello", []);
  draft.send();
  expect(sent().at(-1)).not.toHaveProperty("anyway");
});

test("a review that comes at once is not called late afterwards", () => {
  const quick: Draft = new Draft((act) => {
    if (act.type === "draft") quick.reviewed(act.number, []);
  });
  quick.write("Hello");
  vi.advanceTimersByTime(1000);
  expect(quick.slow).toBe(false);
});
