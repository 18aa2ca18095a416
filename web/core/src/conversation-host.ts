// Carries out what a conversation's brain wishes: socket, storage, timer, events. The order of the
// wishes is kept; a batch is answered when it is durable or has failed. In a tab that is not the
// owner, acts and events pass through the channel instead.

import type { Conversation, Wish } from "../generated/tacita";
import { now, setServerTime, until } from "./clock";
import type { FromWorker, ToWorker } from "./messages";
import type { Ground } from "./ground";
import { channel } from "./owner";
import type { Screening } from "./screening";
import { Socket, socketUrl } from "./socket";
import { openStorage, type Change, type Entry, type Storage } from "./storage";
import type { Act, Event } from "./types";

/** Between tabs. */
type Passed = { type: "act"; act: Act } | { type: "replay" } | { type: "events"; events: Event[] };

/** `B` is the brain of the module that the worker loaded: the desk's takes a device's answers too. */
export abstract class ConversationHost<B extends Conversation = Conversation> {
  protected brain: B | null = null;
  protected storage: Storage | null = null;
  protected readonly socket: Socket;
  private readonly tabs: BroadcastChannel;
  private readonly early: ToWorker[] = [];
  private viewing = false;
  private said = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly events: Event[] = [];
  /** Everything that is kept is being deleted. */
  private wiping: Promise<unknown> | null = null;
  private draft: Act | null = null;

  protected constructor(
    origin: string,
    private readonly ground: Ground,
    protected readonly say: (message: FromWorker) => void,
    private readonly screening: Screening,
  ) {
    this.tabs = channel(ground.name);
    this.tabs.onmessage = (message: MessageEvent<Passed>): void => {
      this.passed(message.data);
    };
    this.socket = new Socket(socketUrl(origin), {
      connected: () => {
        this.give((brain, at) => brain.connected(at));
        void screening.renew(() => this.brain);
      },
      frame: (bytes) => {
        this.give((brain, at) => brain.frame(at, bytes));
      },
      disconnected: () => {
        this.give((brain, at) => brain.disconnected(at));
      },
    });
  }

  /** Makes the brain once this tab owns the conversation. */
  protected abstract make(): B;
  /** A wish of one role alone. */
  protected abstract wish(word: string, wish: Wish): void;

  protected async run(): Promise<void> {
    const become = this.ground.mine.then((storage) => this.become(storage));
    if (await this.ground.first) return become;
    this.viewing = true;
    this.started();
    for (const message of this.early.splice(0)) this.take(message);
    this.pass({ type: "replay" });
  }

  private started(): void {
    if (this.said) return;
    this.said = true;
    this.say({ type: "started" });
  }

  take(message: ToWorker): void {
    if (message.type === "act") this.act(message.act);
    else if (message.type === "replay") this.replay();
    else return;
  }

  private act(act: Act): void {
    if (this.viewing) this.pass({ type: "act", act });
    else if (this.brain === null) this.early.push({ type: "act", act });
    else if (act.type === "screening") void this.screenAnew();
    else {
      if (act.type === "draft") this.draft = act;
      else if (act.type === "send") this.draft = null;
      this.give((brain, at) => brain.act(at, named(act)));
    }
  }

  /** By the rules of now; what stands in the field is reviewed by them at once. */
  private async screenAnew(): Promise<void> {
    await this.screening.renew(() => this.brain, true);
    const { draft } = this;
    if (draft) this.give((brain, at) => brain.act(at, named(draft)));
  }

  private replay(): void {
    if (this.viewing) this.pass({ type: "replay" });
    else this.give((brain, at) => brain.replay(at));
  }

  private passed(passed: Passed): void {
    if (passed.type === "events") {
      if (this.viewing) this.say(passed);
    } else if (!this.viewing && this.brain !== null) {
      if (passed.type === "act") this.act(passed.act);
      else this.replay();
    }
  }

  private pass(passed: Passed): void {
    this.tabs.postMessage(passed);
  }

  private async become(storage: Storage): Promise<void> {
    this.storage = storage;
    await this.screening.ready();
    this.viewing = false;
    const brain = this.make();
    this.screening.apply(brain);
    this.brain = brain;
    if (storage.memoryOnly) this.tell({ type: "alarm", what: "storage-refused" });
    this.carryOut(brain.start());
    for (const message of this.early.splice(0)) this.take(message);
  }

  /** Gives the brain something and carries out what it answers. */
  protected give(input: (brain: B, at: number) => Wish[]): void {
    if (this.brain === null) return;
    try {
      this.carryOut(input(this.brain, now()));
    } catch (error) {
      // A stopped module keeps nothing half done: the storage is at its last whole step.
      if (error instanceof WebAssembly.RuntimeError) {
        this.brain = null;
        this.socket.close();
        this.say({ type: "failed", what: "stopped" });
      } else {
        this.tell({ type: "alarm", what: "malformed-act" });
      }
    }
  }

  private carryOut(wishes: Wish[]): void {
    for (const wish of wishes) {
      this.one(wish.word, wish);
      wish.free();
    }
    if (this.events.length > 0) {
      const events = this.events.splice(0);
      this.started();
      const tell = (): void => {
        this.say({ type: "events", events });
        this.pass({ type: "events", events });
      };
      // Whoever hears of the end may end this worker: nothing must be left to be deleted by then.
      if (this.wiping === null) tell();
      else void this.wiping.then(tell);
    }
  }

  private one(word: string, wish: Wish): void {
    switch (word) {
      case "load":
        void this.load();
        break;
      case "open-socket":
        this.socket.open();
        break;
      case "close-socket":
        // The brain is in the middle of a step: it hears of it afterwards.
        queueMicrotask(() => {
          this.socket.close();
        });
        break;
      case "send":
        this.socket.send(wish.takeBytes());
        break;
      case "store":
        void this.store(wish.number, changes(wish));
        break;
      case "event":
        this.events.push(JSON.parse(wish.text) as Event);
        break;
      case "wake":
        clearTimeout(this.timer);
        this.timer = setTimeout(() => {
          this.give((brain, at) => brain.tick(at));
        }, until(wish.number));
        break;
      case "clock":
        setServerTime(wish.number);
        break;
      case "wipe":
        this.wiping = this.storage?.wipe().catch(() => undefined) ?? null;
        break;
      case "nothing":
        void this.leave();
        break;
      default:
        this.wish(word, wish);
    }
  }

  protected tell(event: Event): void {
    this.say({ type: "events", events: [event] });
  }

  /** There is no conversation: an empty database would only look like one. */
  private async leave(): Promise<void> {
    await this.storage?.wipe().catch(() => undefined);
    this.say({ type: "nothing" });
  }

  private async load(): Promise<void> {
    let entries: Entry[];
    const ahead = this.ground.entries;
    this.ground.entries = null;
    try {
      entries = (await (ahead ?? this.storage?.load())) ?? [];
    } catch {
      // Damaged or cleared under our feet: what cannot be read is not there.
      this.tell({ type: "alarm", what: "state-lost" });
      await this.storage?.wipe().catch(() => undefined);
      this.storage = await openStorage(this.ground.name, this.ground.halves);
      entries = [];
    }
    for (const [key, value] of entries) this.brain?.entry(key, value);
    this.give((brain, at) => brain.loaded(at));
  }

  private async store(batch: number, all: Change[]): Promise<void> {
    let ok = true;
    try {
      await this.storage?.write(all);
    } catch {
      ok = false;
    }
    this.give((brain, at) => brain.stored(at, batch, ok));
  }
}

/** An act as the module reads it: its name as the key of the rest, or alone when that is all. */
function named({ type, ...rest }: Act): string {
  return JSON.stringify(Object.keys(rest).length === 0 ? type : { [type]: rest });
}

/** The changes of a batch, out of the module's memory. */
export function changes(wish: Wish): Change[] {
  return Array.from({ length: wish.changes }, (_, index) => [wish.key(index), wish.value(index)]);
}
