// What: scenes for the stand-in brain: what a screen has to show, from the plain to the worst.
import type { Event, Member, Message, Part } from "../../core/src/types";
import issued from "./issued.json";

export type Play = (now: number) => { events: Event[]; members: Member[] };

const person = (role: Member["role"], name: string, own: boolean, fingerprint: string): Member => ({
  role,
  name,
  own,
  online: true,
  expired: false,
  assurance: "none",
  fingerprint,
  // One that the stand-in server has a proof of.
  credential: issued.credential,
});
const text = (words: string): Part => ({ type: "text", text: words });
const card: Part = { type: "placeholder", kind: "CREDIT_CARD", last: "1111" };
const customer = (own: boolean) => person("customer", "", own, "a41f09ce5d20b771");
const thandi = (own: boolean) => person("agent", "Thandi Nkosi", own, "5f1c09ae77d0e1b2");

function said(
  sequence: number,
  own: boolean,
  who: Member,
  time: number,
  parts: Part[],
  more: Partial<Message> = {},
): Event {
  return {
    type: "message",
    message: `msg_${String(sequence).padStart(26, "0")}`,
    sequence,
    own,
    role: who.role,
    name: who.name,
    time,
    parts,
    state: own ? "read" : "received",
    failure: null,
    masked_on_arrival: 0,
    ...more,
  } as Event;
}
const line = (sequence: number, time: number, what: string, name = ""): Event => ({ type: "line", sequence, time, what, name });

/** The same talk from both sides. */
const talk = (asCustomer: boolean): Play => (now) => {
  const [c, a] = [customer(asCustomer), thandi(!asCustomer)];
  const at = (minutes: number) => now - minutes * 60_000_000;
  return {
    members: [c, a],
    events: [
      said(1, asCustomer, c, at(9), [text("Hello, I was charged twice for order 5521.")]),
      line(2, at(8), "joined", a.name),
      said(3, !asCustomer, a, at(7.5), [text("Hi, I’m Thandi. I’m sorry about that, let me look.")]),
      said(4, !asCustomer, a, at(7), [text("Which card was it? The last four digits are enough.")]),
      said(5, asCustomer, c, at(5), [text("my card is "), card, text(", it happened on Tuesday")], {
        masked_on_arrival: asCustomer ? 0 : 1,
      }),
      said(6, !asCustomer, a, at(3), [text("Thank you. I see two bookings of £18.40. I’ll send one back today; it takes two or three days to show.")]),
      said(7, asCustomer, c, at(0.5), [text("Great, thanks!")], asCustomer ? { state: "delivered" } : {}),
    ],
  };
};

export const plays: Record<string, Play> = {
  "customer-fresh": () => ({ members: [customer(true)], events: [] }),
  "customer-talk": talk(true),
  "customer-trouble": (now) => {
    const base = talk(true)(now);
    return {
      members: base.members,
      events: [
        ...base.events,
        said(8, true, customer(true), now, [text("One more thing")], { sequence: null, state: "failed", failure: "rate-limit" }),
        said(9, true, customer(true), now, [text("Can you confirm by e-mail?")], { sequence: null, state: "sending" }),
        { type: "alarm", what: "storage-refused" },
        { type: "alarm", what: "fork" },
        { type: "status", connected: false, state: "active", agent_present: true, unsent: 2, may_write: true },
      ],
    };
  },
  "customer-typing": (now) => {
    const base = talk(true)(now);
    return { members: base.members, events: [...base.events, { type: "typing", name: "Thandi Nkosi", on: true }] };
  },
  "customer-guide": (now) => {
    const base = talk(true)(now);
    return { members: base.members, events: [...base.events, said(8, false, thandi(false), now, [{ type: "guide" }])] };
  },
  "customer-ended": () => ({ members: [customer(true)], events: [{ type: "ended", why: "closed" }] }),
  "agent-busy": talk(false),
  cnv_long: (now) => ({
    members: [customer(false), thandi(true)],
    events: Array.from({ length: 400 }, (_, i) =>
      said(i + 1, i % 3 === 0, i % 3 === 0 ? thandi(true) : customer(false), now - (400 - i) * 7 * 60_000_000, [
        text(`Part ${i + 1} of a long talk about parcels, boxes and tea.`),
      ]),
    ),
  }),
};

export function customerPlay(): Play | null {
  const name = new URLSearchParams(location.search).get("play");
  return name ? (plays[`customer-${name}`] ?? null) : null;
}

export function deviceStatus() {
  const wanted = (globalThis as { fakeDevice?: "waiting" | "approved" | "refused" | "revoked" }).fakeDevice;
  return wanted ?? "approved";
}
