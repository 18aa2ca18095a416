// What: the requests of opening something outside one's need, and their bodies.
// Refuses: being part of what is loaded first: nobody needs it on most days.
import { ask } from "@kit/api";
import type { GlassCounts, LedgerAct, Pseudonym } from "@kit/http";

export interface GlassRow {
  glass: string;
  kind: "join" | "look" | "send";
  /** With `send`: kinds of values. */
  held: string[];
  conversation: string;
  pseudonym: Pseudonym;
  queue_name: string | null;
  reason: string;
  minutes: number;
  state: "asked" | "declined" | "lapsed" | "open" | "ended" | "reviewed";
  own: boolean;
  asked_by: string;
  asked_at: number;
  answer_until: number;
  answered_by: string | null;
  answered_at: number | null;
  until: number | null;
  opened_at: number | null;
  ended_at: number | null;
  review_until: number | null;
  reviewed_by: string | null;
  justified: boolean | null;
  finding: string | null;
  may_answer: boolean;
  same_browser: boolean;
  may_open: boolean;
  may_end: boolean;
  may_review: boolean;
}

export interface GlassList {
  requests: GlassRow[];
  default_minutes: number;
  most_minutes: number;
  review_hours: number;
  customer_learns: "at-once" | "after-review";
  now: number;
}

export interface GlassFacts {
  conversation: string;
  pseudonym: Pseudonym;
  site: string;
  queue_name: string;
  state: string;
  opened_at: number;
  waiting_since: number | null;
  last_entry_at: number;
  entries: number;
  closed_at: number | null;
  agent_name: string | null;
  people: { role: string; name: string; out: boolean }[];
  acts: LedgerAct[];
}

export interface Wish {
  chat: string;
  kind: "join" | "look" | "send";
  held?: string[];
  reason: string;
  minutes: number;
}

/** What no number asks of anybody. */
export const NONE: GlassCounts = { to_answer: 0, own: 0, open: 0, to_review: 0, overdue: 0 };

const of = (glass: string, what: string) => `/v1/glass/${encodeURIComponent(glass)}/${what}`;

export const held = () => ask<{ queues: { queue: string; kinds: string[] }[] }>("GET", "/v1/screening/held");
export const list = () => ask<GlassList>("GET", "/v1/glass");
export const wish = (asked: Wish) => ask<{ glass: string }>("POST", "/v1/glass", asked);
export const answer = (glass: string, agree: boolean) => ask<void>("POST", of(glass, "answer"), { agree });
export const open = (glass: string, device: string) => ask<void>("POST", of(glass, "open"), { device });
export const facts = (glass: string) => ask<GlassFacts>("GET", of(glass, "facts"));
export const end = (glass: string) => ask<void>("POST", of(glass, "end"));
export const review = (glass: string, justified: boolean, words: string) =>
  ask<void>("POST", of(glass, "review"), { justified, words });
