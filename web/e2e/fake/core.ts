// What: a stand-in for the brain, so that every screen can be looked at without a server. It exists
// only in builds made with `build/all.mjs --fake`; the product never holds it.
// Refuses: proving anything about encryption. Which play is played comes from `?play=` (widget) or
// from the conversation's id (console).
import type { AgentDevice, ConversationHandle, CustomerOptions, Kept } from "../../core/src/index";
import type { Act, DeviceState, Event, Finding, Held, Member, Message } from "../../core/src/types";
export type * from "../../core/src/types";
export type { Kept };
import { customerPlay, deviceStatus, plays, type Play } from "./plays";

const RULES: [RegExp, Omit<Finding, "start" | "end">][] = [
  [/\b(?:\d[ -]?){15}\d\b/g, rule("CREDIT_CARD", "certain", "mask", false)],
  [/\bcvv:? ?\d{3}\b/gi, rule("CVV", "certain", "block", false)],
  [/\b[\w.]+@[\w.]+\.\w+\b/g, rule("EMAIL", "certain", "mask", true)],
  [/\bGB\d\d[ A-Z0-9]{12,}\b/g, rule("IBAN", "certain", "mask", false)],
  [/\bhunter2\b/g, { ...rule("PASSWORD", "certain", "block", false), reason: "password-asked" }],
];

function rule(kind: string, band: Finding["band"], action: Finding["action"], may_send_anyway: boolean) {
  return { kind, band, action, may_send_anyway, reason: "shape", split: false };
}

function review(text: string): Finding[] {
  return RULES.flatMap(([pattern, found]) =>
    [...text.matchAll(pattern)].map((m) => ({ ...found, start: m.index, end: m.index + m[0].length })),
  ).sort((a, b) => a.start - b.start);
}

const HOLDS: [RegExp, Omit<Held, "start" | "end">][] = [
  [/your cvv/gi, held("over-collection", "never-ask", "nudge", { kind: "CVV" })],
  [/whatsapp/gi, held("off-channel", "messenger", "reason", { official: ["harbour-books.example", "020 7946 0000"] })],
  [/the red bicycle I bought/gi, held("wrong-window", "words", "reason", { chat: "cnv_1" })],
];

function held(what: Held["what"], why: string, hold: Held["hold"], more: Partial<Held>): Omit<Held, "start" | "end"> {
  return { what, why, hold, kind: null, chat: null, official: [], ...more };
}

function holds(text: string): Held[] {
  return HOLDS.flatMap(([pattern, found]) =>
    [...text.matchAll(pattern)].map((m) => ({ ...found, start: m.index, end: m.index + m[0].length })),
  );
}

class Fake implements ConversationHandle {
  #listeners = new Set<(event: Event) => void>();
  #past: Event[] = [];
  #sequence = 100;
  constructor(play: Play) {
    const { events, members } = play(Date.now() * 1000);
    this.#past = [
      { type: "status", connected: true, state: "active", agent_present: true, unsent: 0, may_write: true },
      { type: "members", members, safety_number: members.length > 1 ? safety(members) : null },
      ...events,
    ];
    const hook = (globalThis as { fakeCore?: Fake[] });
    (hook.fakeCore ??= []).push(this);
  }
  tell(event: Event): void {
    this.#past.push(event);
    for (const listener of this.#listeners) listener(event);
  }
  act(act: Act): void {
    if (act.type === "draft") this.tell({ type: "review", number: act.number, findings: review(act.text), held: holds(act.text) });
    if (act.type === "close") this.tell({ type: "ended", why: "closed" });
    if (act.type === "discard") this.tell({ type: "message-gone", message: act.message });
    if (act.type === "send" || act.type === "send-guide") {
      const message: Message = {
        message: act.message,
        sequence: ++this.#sequence,
        own: true,
        role: "customer",
        name: "",
        time: Date.now() * 1000,
        parts: act.type === "send" ? split(act.text, review(act.text), act.choices) : [{ type: "guide" }],
        state: "sending",
        failure: null,
        masked_on_arrival: 0,
      };
      for (const [state, after] of [["sending", 0], ["sent", 20], ["delivered", 60], ["read", 400]] as const)
        setTimeout(() => this.tell({ type: "message", ...message, state }), after);
    }
  }
  listen(listener: (event: Event) => void): () => void {
    this.#listeners.add(listener);
    for (const event of this.#past) listener(event);
    return () => this.#listeners.delete(listener);
  }
  stop(): void {
    this.#listeners.clear();
  }
}

function split(text: string, findings: Finding[], choices: string[]): Message["parts"] {
  const parts: Message["parts"] = [];
  let at = 0;
  findings.forEach((f, index) => {
    if (choices[index] === "send-anyway") return;
    parts.push({ type: "text", text: text.slice(at, f.start) });
    if (f.action !== "block")
      parts.push({
        type: "placeholder",
        kind: f.kind,
        last: f.kind === "CREDIT_CARD" ? text.slice(f.start, f.end).replaceAll(/\D/g, "").slice(-4) : null,
      });
    at = f.end;
  });
  parts.push({ type: "text", text: text.slice(at) });
  return parts.filter((part) => part.type !== "text" || part.text !== "");
}

function safety(members: Member[]): string {
  const seed = members.map((m) => m.fingerprint).join("");
  return [...seed.repeat(8)].map((c) => c.charCodeAt(0) % 10).join("").slice(0, 60);
}

export function startCustomer(options: CustomerOptions): ConversationHandle {
  void options;
  return new Fake(plays["customer-fresh"] as Play);
}
export async function resumeCustomer(options: CustomerOptions): Promise<ConversationHandle | null> {
  void options;
  const play = customerPlay();
  return play ? new Fake(play) : null;
}
export function startAgent(options: { origin: string; conversation: string; device: AgentDevice }): ConversationHandle {
  return new Fake(plays[options.conversation] ?? (plays["agent-busy"] as Play));
}
export const placeOf = (): Promise<string> => Promise.resolve("AAAAAAAAAAAAAAAAAAAAAA");
/** `?shut`: a browser whose storage waits for a passkey. */
export const passkeyOf = (): Promise<string | null> =>
  Promise.resolve(new URLSearchParams(location.search).has("shut") ? "AAAA" : null);
export const keepPasskey = async (): Promise<void> => undefined;
export const sealAll = (): Promise<boolean> => Promise.resolve(true);
export const forgetShut = (): Promise<boolean> => Promise.resolve(true);
export async function openAgentDevice(options: { origin: string }): Promise<AgentDevice> {
  void options;
  const state: DeviceState = {
    device: "dev_00000000000000000000000001",
    status: deviceStatus(),
    fingerprint: "5f1c09ae",
    memory_only: false,
  };
  return {
    state,
    halves: { agent: "agt_00000000000000000000000001", half: new Uint8Array(32), passkey: null },
    listen(listener) {
      listener(state);
      return () => undefined;
    },
    consoleEvent: () => undefined,
    stop: () => undefined,
    connect: () => new MessageChannel().port2,
  };
}

/** A receipt of the made-up server; `?receipt=other` under a key that this browser does not know. */
export async function keptReceipts(): Promise<Kept[]> {
  const asked = new URLSearchParams(location.search).get("receipt");
  if (!asked) return [];
  const answer = await fetch("/v1/widget/receipts", { method: "POST", body: "{}" });
  const { about, key } = (await answer.json()) as { about: string; key: string };
  const ledgerKey = asked === "other" ? `${key.slice(0, -4)}AAA=` : key;
  return [{ conversation: about, secret: "c2VjcmV0", ledgerKey, began: Date.now() }];
}
export const forgetReceipt = async (): Promise<void> => undefined;
