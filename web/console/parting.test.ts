// What: a chat's worker goes on until it has ended, and nobody begins a second one before.
import type { Event } from "@core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Parting } from "./parting";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const END: Event = { type: "ended", why: "removed" };

function worker(...before: Event[]) {
  const heard: ((event: Event) => void)[] = [];
  const made = {
    stopped: 0,
    tell: (event: Event) => heard.forEach((hears) => hears(event)),
    listen: (hears: (event: Event) => void) => {
      before.forEach(hears);
      heard.push(hears);
      return () => void heard.splice(heard.indexOf(hears), 1);
    },
    stop: () => void (made.stopped += 1),
  };
  return made;
}

test("a chat that comes back begins anew when its worker has said its end, and not before", () => {
  const [parting, one, again] = [new Parting(), worker(), vi.fn()];
  parting.wait("a", one, again);
  expect([parting.holds("a"), parting.holds("b"), one.stopped]).toEqual([true, false, 0]);
  one.tell({ type: "alarm", what: "no-server" });
  expect(again).not.toHaveBeenCalled();
  one.tell(END);
  expect([parting.holds("a"), one.stopped, again.mock.calls.length]).toEqual([false, 1, 1]);
  vi.runAllTimers();
  expect([one.stopped, again.mock.calls.length]).toEqual([1, 1]);
});

test("a chat that does not come back begins nothing", () => {
  const [parting, one, before, again] = [new Parting(), worker(), worker(END), vi.fn()];
  parting.wait("a", one, again);
  one.tell(END);
  parting.wait("b", before, again);
  expect([one.stopped, before.stopped, parting.holds("b")]).toEqual([1, 1, false]);
  vi.runAllTimers();
  expect(again).not.toHaveBeenCalled();
});

test("a worker that hears no end is ended after a while", () => {
  const [parting, silent, again] = [new Parting(), worker(), vi.fn()];
  parting.wait("a", silent, again);
  parting.holds("a");
  vi.advanceTimersByTime(5000);
  expect([silent.stopped, parting.holds("a"), again.mock.calls.length]).toEqual([1, false, 1]);
});

test("a locked screen ends them all, and no chat begins again by it", () => {
  const [parting, one, again] = [new Parting(), worker(), vi.fn()];
  parting.wait("a", one, again);
  parting.holds("a");
  parting.drop();
  vi.runAllTimers();
  expect([one.stopped, parting.holds("a"), again.mock.calls.length]).toEqual([1, false, 0]);
});
