// What crosses between a page and its conversation's worker: the same JSON as `client::act` and
// `client::event` write. Pages draw events and send acts; they decide nothing.
// A Rust test of crates/client compares its words with this file (tests/scenarios/contract.rs).

/** What a person, or the page on their behalf, asks for. */
export type Act =
  /** The draft changed: screen it; the answer is a `review` event with the same number. */
  | { type: "draft"; number: number; text: string }
  /**
   * Send the draft. `choices`: one word per finding of its review, in order. `anyway`: what held it
   * and is sent all the same, with a `reason` where policy asks for one.
   */
  | {
      type: "send";
      message: string;
      text: string;
      choices: Choice[];
      anyway?: HeldWhat[];
      reason?: HeldReason | null;
    }
  /** The screening policy of this chat may have changed: ask for it again, and review the draft once more. */
  | { type: "screening" }
  /** Send the safety guide as a card; an agent's alone. */
  | { type: "send-guide"; message: string }
  /** Something was copied out of this chat's window; becomes a fingerprint and is not kept. */
  | { type: "copied"; text: string }
  /** Something was pasted into this chat's draft. */
  | { type: "pasted"; text: string }
  /** Fingerprints of another chat of the same person, as its worker gave them. */
  | { type: "prints"; chat: string; prints: string; age_seconds: number }
  /** Try a failed message again. */
  | { type: "retry"; message: string }
  /** Take a failed message out of the list. */
  | { type: "discard"; message: string }
  /** The person is typing or has stopped. */
  | { type: "typing"; on: boolean }
  /** Everything up to this entry was shown. */
  | { type: "shown"; sequence: number }
  /** The handover note is written; the old agent may be removed. */
  | { type: "handed-over" }
  /** End the conversation. */
  | { type: "close" };

/** What the sender chose for one finding. */
export type Choice = "suggested" | "remove" | "send-anyway";

/** What a person sees. */
export type Event =
  | ({ type: "status" } & Status)
  /** Appeared or changed its state; keep them by `message`. */
  | ({ type: "message" } & Message)
  /** A failed message was discarded. */
  | { type: "message-gone"; message: string }
  | ({ type: "line" } & Line)
  /** Who is here, from the verified MLS tree. */
  | { type: "members"; members: Member[]; safety_number: string | null }
  | { type: "typing"; name: string; on: boolean }
  /** Findings of the draft with this number, and what holds an agent's draft back. */
  | { type: "review"; number: number; findings: Finding[]; held: Held[] }
  /** Fingerprints of this chat, for the person's other chats. Opaque. */
  | { type: "prints"; prints: string }
  /** Over for this device: its state is wiped and nothing more comes. */
  | { type: "ended"; why: EndReason }
  /** Something a person must know about; `what` is a Fluent key. */
  | { type: "alarm"; what: AlarmWord };

export type EndReason = "closed" | "removed" | "revoked" | "replaced";

/** Fluent keys of alarms. The list may grow: show unknown ones with a general sentence. */
export type AlarmWord =
  /** The server showed the two sides different logs. */
  | "fork"
  /** Entries came changed, missing, doubled or out of order; they were asked for again. */
  | "tampered"
  /** The other side answers under another key than the one that wrote before. */
  | "key-changed"
  /** Somebody's credential does not lead to the pinned organisation; they were refused. */
  | "not-proven"
  /** The browser keeps nothing: a reload starts a new chat. */
  | "storage-refused"
  /** Writing to storage fails at the moment; nothing is sent until it works. */
  | "storage-failed"
  /** This device's state was lost or set back; a repair was asked for. */
  | "state-lost"
  /** A message could not be read; a repair was asked for. */
  | "unreadable"
  /** The server refused this device. */
  | "refused"
  /** The module could not be loaded: there is no chat without encryption. */
  | "no-crypto"
  /** The conversation could not be opened; it is tried again. */
  | "no-server"
  | (string & {});

export interface Status {
  /** The socket is open and caught up. */
  connected: boolean;
  /** State word of the conversation. */
  state: "opened" | "waiting" | "active" | "frozen" | "closed";
  /** An agent is in the verified tree. */
  agent_present: boolean;
  /** Messages waiting to be sent. */
  unsent: number;
  /** The composer accepts text. */
  may_write: boolean;
}

export interface Message {
  message: string;
  /** Place in the log once it has one; sort by it, then by arrival. */
  sequence: number | null;
  /** Written on this device. */
  own: boolean;
  role: Role;
  /** Display name of an agent; empty for the customer. */
  name: string;
  /** Microseconds since 1970: the server's time once known, the device's before. */
  time: number;
  parts: Part[];
  state: "sending" | "sent" | "delivered" | "read" | "failed" | "received";
  /** Fluent key of why it failed. */
  failure: string | null;
  /** Values that this device's own screening hid after decryption. */
  masked_on_arrival: number;
}

export type Role = "customer" | "agent" | "supervisor";

export type Part =
  | { type: "text"; text: string }
  | { type: "placeholder"; kind: string; last: string | null }
  /** The safety guide as a card; alone in its message. */
  | { type: "guide" };

export interface Line {
  sequence: number;
  time: number;
  /** Fluent key. */
  what:
    | "joined"
    | "left"
    | "waiting"
    | "assigned"
    | "handing-over"
    | "handed-over"
    | "back-to-queue"
    | "frozen"
    | "repaired"
    | "key-changed"
    | "closed-by-customer"
    | "closed-by-agent"
    | (string & {});
  /** Display name, where it is about a person. */
  name: string;
}

export interface Member {
  role: Role;
  name: string;
  /** This device. */
  own: boolean;
  online: boolean;
  /** The credential has ended; it may only renew. */
  expired: boolean;
  assurance: string;
  /** Short fingerprint of the signature key, hex. */
  fingerprint: string;
  /** SHA-256 of the credential, hex, by which its leaf is found in the ledger. */
  credential: string;
}

export interface Finding {
  /** UTF-16 offsets into the draft, as JavaScript counts. */
  start: number;
  end: number;
  kind: string;
  band: "certain" | "likely" | "hint";
  /** Fluent key of the reason. */
  reason: string;
  action: "allow" | "warn" | "mask" | "seal" | "block";
  may_send_anyway: boolean;
  /** Part of it stands in an earlier message. */
  split: boolean;
}

/** What holds an agent's draft back. */
export interface Held {
  /** UTF-16 offsets into the draft. */
  start: number;
  end: number;
  what: HeldWhat;
  /** Fluent key, together with `what`. */
  why:
    | "never-ask"
    | "not-in-purpose"
    | "messenger"
    | "private-mail"
    | "private-phone"
    | "value"
    | "name"
    | "words"
    | "paste"
    | (string & {});
  /** What is asked for. */
  kind: string | null;
  /** The other chat. */
  chat: string | null;
  /** Where the talk may go on: the organisation's own channels. */
  official: string[];
  /** What the agent may do: send it, send it with a reason, or change it. */
  hold: "nudge" | "reason" | "stop";
}

export type HeldWhat = "over-collection" | "off-channel" | "wrong-window";
export type HeldReason = "same-customer" | "customer-asked" | "not-private";

/** The part of `GET /v1/sign-ins/current` that a device needs. */
export interface SignedIn {
  agent: string;
  tenant: string;
  root_fingerprint: string;
  certificates: string[];
  profile: string;
  /** Server time in microseconds. */
  time: number;
}

/** The part of the console socket's events that a device needs; others pass without effect. */
export type ConsoleEvent =
  | { type: "refill"; device: string; key_packages: number; intake_key: boolean }
  | { type: "device-changed"; device: string; status: DeviceStatus }
  | { type: "signed-out" }
  | { type: string };

export type DeviceStatus = "waiting" | "approved" | "refused" | "revoked";

/** What a page sees of its device. */
export interface DeviceState {
  /** `dev_…`; null until the server has given one. */
  device: string | null;
  status: DeviceStatus;
  /** First 8 hex digits of the device's key, to compare with what the issuer shows. */
  fingerprint: string;
  /** The browser refused storage: the device is gone after a reload. */
  memory_only: boolean;
}
