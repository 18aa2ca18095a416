// What: one conversation as a page sees it: events of the brain folded into what is drawn.
// Refuses: decisions. What is true (who reads, what was sent) comes from the brain alone.
// Next: rows.ts (order and groups), draft.svelte.ts (the composer's half).
import type { Act, ConversationHandle, Event, Line, Member, Message, Status } from "@core";
import { Draft } from "./draft.svelte";
import { inOrder, rows } from "./rows";

const UNKNOWN: Status = {
  connected: false,
  state: "opened",
  agent_present: false,
  unsent: 0,
  may_write: false,
};

export class Talk {
  status = $state.raw<Status>(UNKNOWN);
  /** The brain has told its state at least once. */
  ready = $state(false);
  messages = $state.raw<Message[]>([]);
  lines = $state.raw<Line[]>([]);
  members = $state.raw<Member[]>([]);
  safetyNumber = $state.raw<string | null>(null);
  typing = $state.raw<string[]>([]);
  alarms = $state.raw<string[]>([]);
  ended = $state.raw<string | null>(null);
  rows = $derived(rows(this.messages, this.lines));
  /** The page knows of somebody here who must not read what is written. */
  stopped = $state(false);
  /** Not while the brain refuses text; without a connection it keeps what is written. */
  mayWrite = $derived(!this.stopped && !(this.ready && !this.status.may_write && this.status.connected));
  /** The last message of somebody else, for reading aloud and for counting unread. */
  heard = $state.raw<Message | null>(null);
  readonly draft: Draft;
  #handle: ConversationHandle;
  #stop: () => void;
  #shown = 0;

  #over: (why: string) => void;

  #prints: (prints: string) => void;

  /**
   * `over` hears that the conversation is over for this device, after everything was forgotten;
   * `prints` hears fingerprints for the person's other chats.
   */
  constructor(
    handle: ConversationHandle,
    over: (why: string) => void = () => undefined,
    prints: (prints: string) => void = () => undefined,
  ) {
    this.#handle = handle;
    this.#over = over;
    this.#prints = prints;
    this.draft = new Draft((act) => this.act(act));
    this.#stop = handle.listen((event) => this.#take(event));
  }

  act(act: Act): void {
    if (!this.ended) this.#handle.act(act);
  }

  /** Everything on the screen was seen: tells the others once per place. */
  shown(): void {
    const last = this.messages.reduce((top, m) => (m.own ? top : Math.max(top, m.sequence ?? 0)), 0);
    if (last > this.#shown) this.act({ type: "shown", sequence: (this.#shown = last) });
  }

  dismiss(what: string): void {
    this.alarms = this.alarms.filter((alarm) => alarm !== what);
  }

  /** Forgets all that was shown; the worker goes on, so that it can hear the end and wipe. */
  hide(): void {
    this.#stop();
    this.#wipe();
  }

  /** Forgets all that was shown and ends the worker; what is stored stays until the brain wipes it. */
  drop(): void {
    this.#stop();
    this.#wipe();
    this.#handle.stop();
  }

  #wipe(): void {
    this.messages = [];
    this.lines = [];
    this.members = [];
    this.safetyNumber = null;
    this.typing = [];
    this.heard = null;
    this.draft.clear();
  }

  #take(event: Event): void {
    switch (event.type) {
      case "status": {
        this.status = event;
        this.ready = true;
        break;
      }
      case "message": {
        const at = this.messages.findIndex((m) => m.message === event.message);
        const known = at >= 0;
        this.messages = inOrder(known ? this.messages.with(at, event) : [...this.messages, event]);
        if (!known && !event.own) {
          this.heard = event;
          this.typing = this.typing.filter((name) => name !== event.name);
        }
        break;
      }
      case "message-gone":
        this.messages = this.messages.filter((m) => m.message !== event.message);
        break;
      case "line":
        if (!this.lines.some((l) => l.sequence === event.sequence && l.what === event.what && l.name === event.name))
          this.lines = [...this.lines, event].sort((a, b) => a.sequence - b.sequence);
        break;
      case "members":
        this.members = event.members;
        this.safetyNumber = event.safety_number;
        break;
      case "typing": {
        const others = this.typing.filter((name) => name !== event.name);
        this.typing = event.on ? [...others, event.name] : others;
        break;
      }
      case "prints":
        this.#prints(event.prints);
        break;
      case "review":
        this.draft.reviewed(event.number, event.findings, event.held);
        break;
      case "alarm":
        if (!this.alarms.includes(event.what)) this.alarms = [...this.alarms, event.what];
        break;
      case "ended":
        this.ended = event.why;
        this.#wipe();
        this.#over(event.why);
    }
  }
}
