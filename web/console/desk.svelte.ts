// What: what one signed-in person's desk knows: rows, counts, colleagues, and one Talk with its own
// worker for each of their chats on this device (Practice: B6). A chat that is no longer theirs
// leaves the screen at once (Practice: B9).
// Refuses: content in any list, and keeping a view of a chat that the server took away.
// Next: order.ts (rows), handover.svelte.ts (transfer), Desk.svelte (how it is drawn).
import { startAgent, type AgentDevice, type ConversationHandle, type HeldReason, type HeldWhat } from "@core";
import * as api from "@kit/api";
import type { Colleague, ConsoleEvent, GlassCounts, InboxCounts, InboxItem, QueueFacts, Reply, SignedIn } from "@kit/http";
import { pseudonym } from "@kit/identity";
import { toasts } from "@kit/parts/toasts.svelte";
import { messageId } from "@kit/talk/draft.svelte";
import { Talk } from "@kit/talk/talk.svelte";
import { t } from "@kit/words";
import { SvelteMap } from "svelte/reactivity";
import { may } from "./may.svelte";
import { apart, Meanwhile } from "./meanwhile";
import { Parting } from "./parting";
import { AGAIN_MILLIS, Relay } from "./relay";
import { Book, chosenName, filled } from "./replies/book.svelte";
import { consoleSocket } from "./socket";

export class Desk {
  readonly items = new SvelteMap<string, InboxItem>();
  counts = $state.raw<InboxCounts>({ mine: 0, waiting: 0, all: 0 });
  agents = $state.raw<Colleague[]>([]);
  queues = $state.raw<QueueFacts[]>([]);
  readonly talks = new SvelteMap<string, Talk>();
  open = $state.raw<string | null>(null);
  /** A chat the person wants to go to, held back by a draft that holds findings (Practice: B8). */
  held = $state.raw<{ to: string | null } | null>(null);
  connected = $state(true);
  /** Counts what the server told of this person's account. */
  account = $state(0);
  /** Requests to open something outside one's need; each telling makes a new object. */
  glass = $state.raw<GlassCounts>({ to_answer: 0, own: 0, open: 0, to_review: 0, overdue: 0 });
  /** Counts those tellings. */
  glassTold = $state(0);
  /** Rights that wait for this person's review, and how often the server told of reviews. */
  reviewsWaiting = $state(0);
  reviewsTaken = $state.raw<number | null>(null);
  reviewsTold = $state(0);
  loaded = $state(false);
  now = $state(Date.now() * 1000);
  item = $derived(this.open ? (this.items.get(this.open) ?? null) : null);
  talk = $derived(this.open ? (this.talks.get(this.open) ?? null) : null);
  #left = "";
  /** Saved replies; fetched when they are first asked for. */
  readonly book = new Book();
  readonly #relay = new Relay(this.talks);
  readonly #meanwhile = new Meanwhile();
  readonly #handles: Record<string, ConversationHandle> = {};
  readonly #parting = new Parting();
  #stops: (() => void)[] = [];

  constructor(
    readonly person: SignedIn,
    readonly device: AgentDevice,
    private signedOut: (why?: "console-signed-out" | "console-access-reset") => void,
  ) {
    const tick = setInterval(() => (this.now = Date.now() * 1000), 1000);
    this.#stops.push(() => clearInterval(tick));
    const again = setInterval(() => this.#relay.again(Date.now()), AGAIN_MILLIS);
    this.#stops.push(() => clearInterval(again));
    this.#stops.push(
      consoleSocket(
        (event) => this.#take(event),
        (on) => {
          this.connected = on;
          if (on) void this.load();
        },
      ),
    );
  }

  async load(): Promise<void> {
    try {
      const nobody = { agents: [], queues: [] };
      const colleagues_ = may.can("list-colleagues") ? api.colleagues() : Promise.resolve(nobody);
      const asked = Promise.all([api.inbox(), colleagues_]);
      const { answer, told } = await this.#meanwhile.until(asked);
      const [inbox, colleagues] = answer;
      const { gone, rows } = apart(this.items.keys(), inbox.items, told);
      for (const id of gone) this.#gone(id);
      for (const item of rows) this.items.set(item.conversation, item);
      if (!told.size) this.counts = inbox.counts;
      this.agents = colleagues.agents;
      this.queues = colleagues.queues;
      for (const item of rows) this.#attend(item);
      this.loaded = true;
    } catch (error) {
      if (error instanceof api.Refused && error.status === 401) this.leave();
    }
  }

  /** The device in the group is another browser of this person. */
  elsewhere(item: InboxItem): boolean {
    return item.mine && item.device !== null && item.device !== this.device.state.device;
  }

  /** Goes to a chat, or to none; asks once if the draft that is left holds findings. */
  go(to: string | null): void {
    if (to === this.open) return;
    const draft = this.talk?.draft;
    if (this.open && draft && draft.shown.length > 0 && this.#left !== this.open + draft.text) {
      this.held = { to };
      return;
    }
    this.open = to;
  }

  /** The answer to that question. */
  leaveDraft(leave: boolean): void {
    const held = this.held;
    this.held = null;
    if (!leave || !held) return;
    this.#left = `${this.open ?? ""}${this.talk?.draft.text ?? ""}`;
    this.open = held.to;
  }

  /** Takes the open chat's draft to the chat it belongs to, and goes there. */
  moveDraft(to: string): void {
    const [from, other] = [this.talk?.draft, this.talks.get(to)?.draft];
    if (!from || !other || from === other) return;
    const text = from.text.trim();
    from.write("");
    other.write(other.empty ? text : `${other.text}\n${text}`);
    this.open = to;
  }

  /** Whether the safety guide can be sent to the open chat: never twice in a row. */
  get guideFits(): boolean {
    const last = this.talk?.messages.at(-1);
    const twice = last?.own && last.parts.some((part) => part.type === "guide");
    return !!this.talk?.mayWrite && !twice;
  }

  /** Sends the safety guide as a card (Practice: J1). */
  sendGuide(): void {
    if (this.guideFits) this.talk?.act({ type: "send-guide", message: messageId() });
  }

  /**
   * Puts a saved reply into the open chat's draft, behind what is written there, and says where the
   * first thing stands that the writer has to fill in (Practice: C11).
   */
  insert(reply: Reply, instead: boolean): [number, number] | null {
    const { talk, item } = this;
    if (!talk?.mayWrite || !item) return null;
    const customer = chosenName(talk.messages);
    const { text, open } = filled(reply.text, { agent: this.person.display_name, queue: item.queue_name, customer });
    const before = instead || talk.draft.empty ? "" : `${talk.draft.text.trimEnd()}\n`;
    talk.draft.write(before + text);
    return open && [before.length + open[0], before.length + open[1]];
  }

  /**
   * A held draft was changed or is sent all the same: the ledger gets a leaf of it, without text. `kind`:
   * what was asked for, where it asked for too much (Practice: C9).
   */
  async told(what: HeldWhat, outcome: "changed" | "sent", reason: HeldReason | null, kind: string | null): Promise<boolean> {
    const { open } = this;
    return open !== null && this.#try(() => api.held(open, what, outcome, reason, kind));
  }

  async accept(item: InboxItem): Promise<void> {
    const device = this.device.state.device;
    if (!device) return;
    await this.#try(() => api.accept(item.conversation, device));
  }

  /** Joins beside whoever answers; everybody in the chat sees it. */
  async join(item: InboxItem): Promise<void> {
    const device = this.device.state.device;
    if (!device) return;
    await this.#try(() => api.join(item.conversation, device));
  }

  /** Leaves a chat that was joined; it goes off the screen at once. */
  async leaveChat(item: InboxItem): Promise<void> {
    await this.#try(() => api.leave(item.conversation));
  }

  /** Puts a chat on hold, or takes it up again. */
  async hold(item: InboxItem): Promise<void> {
    await this.#try(() => api.hold(item.conversation, !item.on_hold));
  }

  async close(item: InboxItem): Promise<void> {
    const name = pseudonym(item.pseudonym);
    if (await this.#try(() => api.close(item.conversation))) {
      toasts.say(t("console-closed", { who: name }));
      this.#gone(item.conversation);
    }
  }

  async transfer(item: InboxItem, to: { agent: string | null; queue: string | null }): Promise<boolean> {
    return this.#try(() => api.transfer(item.conversation, to));
  }

  /** Everything off the screen: signed out here, elsewhere or by the server. */
  leave(): void {
    this.drop();
    this.signedOut();
  }

  /** Everything out of this page's memory: texts, lists, and the workers with their keys. */
  drop(): void {
    for (const stop of this.#stops.splice(0)) stop();
    for (const talk of this.talks.values()) talk.drop();
    this.talks.clear();
    this.#parting.drop();
    this.items.clear();
    this.open = null;
  }

  async #try(act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      const kind = error instanceof api.Refused ? error.kind : "other";
      const known: Record<string, string> = {
        offline: "console-error-offline",
        taken: "console-error-taken",
        conflict: "console-error-taken",
        "none-free": "console-error-none-free",
        "no-reveal": "console-error-no-reveal",
      };
      toasts.say(t(known[kind] ?? "console-error"), "red");
      return false;
    }
  }

  #take(event: ConsoleEvent): void {
    switch (event.type) {
      case "item":
        this.#meanwhile.told(event.item.conversation);
        this.items.set(event.item.conversation, event.item);
        this.counts = event.counts;
        this.#attend(event.item);
        break;
      case "gone":
        this.#meanwhile.told(event.conversation);
        this.counts = event.counts;
        this.#gone(event.conversation);
        break;
      case "acts":
        may.take(event.acts);
        break;
      case "account-changed":
        this.account += 1;
        break;
      case "glass":
        this.glass = event.counts;
        this.glassTold += 1;
        // Something may have been let through in a chat, or its time may be over.
        for (const talk of this.talks.values()) talk.act({ type: "screening" });
        break;
      case "reviews":
        this.reviewsWaiting = event.waiting;
        this.reviewsTaken = event.taken_at;
        this.reviewsTold += 1;
        break;
      case "colleagues":
        this.agents = event.agents;
        break;
      case "access-reset":
        this.device.consoleEvent({ type: "signed-out" });
        this.drop();
        this.signedOut("console-access-reset");
        break;
      case "signed-out":
        this.device.consoleEvent(event);
        this.leave();
        break;
      default:
        this.device.consoleEvent(event);
    }
  }

  /** Each of my chats on this device has a Talk; nothing else has. */
  #attend(item: InboxItem): void {
    const id = item.conversation;
    if (item.state === "closed") return this.#gone(id);
    const here = item.mine && !this.elsewhere(item);
    if (here && !this.talks.has(id) && !this.#parting.holds(id)) {
      const { device } = this;
      const handle = startAgent({ origin: location.origin, conversation: id, queue: item.queue, device });
      const talk = new Talk(
        handle,
        () => this.#ended(id),
        (prints) => this.#relay.heard(id, prints, Date.now()),
      );
      this.talks.set(id, talk);
      this.#handles[id] = handle;
      this.#relay.opened(id, Date.now());
    } else if (!here && this.talks.has(id)) {
      this.#forget(id);
    }
  }

  /** The brain says it is over for this device, often before the list does. */
  #ended(id: string): void {
    const item = this.items.get(id);
    this.#forget(id);
    if (this.open !== id) return;
    this.open = null;
    if (item) toasts.say(t("console-gone", { who: pseudonym(item.pseudonym) }));
  }

  #gone(id: string): void {
    const item = this.items.get(id);
    if (!item) return;
    this.items.delete(id);
    this.#forget(id);
    if (this.open === id) {
      this.open = null;
      toasts.say(t("console-gone", { who: pseudonym(item.pseudonym) }));
    }
  }

  /** Off the screen now; the worker has a moment to hear the end and wipe its keys, before the chat may come back. */
  #forget(id: string): void {
    const [talk, handle] = [this.talks.get(id), this.#handles[id]];
    if (!talk || !handle) return;
    this.talks.delete(id);
    delete this.#handles[id];
    this.#relay.closed(id, Date.now());
    talk.hide();
    this.#parting.wait(id, handle, () => {
      const item = this.items.get(id);
      if (item) this.#attend(item);
    });
  }
}
