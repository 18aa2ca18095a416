// What: the life of the customer's chat on this page: taken up again, begun with the first
// letter, refused where the browser cannot lock messages, ended.
// Refuses: opening a conversation for somebody who only looks. Next: kit/talk (one conversation).
import { resumeCustomer, startCustomer, type Act, type ConversationHandle, type Event } from "@core";
import { Talk } from "@kit/talk/talk.svelte";

/** A handle that begins the conversation with the first act and not before. */
class Late implements ConversationHandle {
  #handle: ConversationHandle | null;
  #begin: () => ConversationHandle;
  #listener: ((event: Event) => void) | null = null;

  constructor(handle: ConversationHandle | null, begin: () => ConversationHandle) {
    this.#handle = handle;
    this.#begin = begin;
  }
  get begun(): boolean {
    return this.#handle !== null;
  }
  act(act: Act): void {
    if (!this.#handle) {
      if (act.type !== "draft") return;
      this.#handle = this.#begin();
      if (this.#listener) this.#handle.listen(this.#listener);
    }
    this.#handle.act(act);
  }
  listen(listener: (event: Event) => void): () => void {
    this.#listener = listener;
    return this.#handle?.listen(listener) ?? (() => undefined);
  }
  stop(): void {
    this.#handle?.stop();
  }
}

/** Eight bytes that every engine with WebAssembly takes; refused where policy forbids it. */
function canRun(): boolean {
  try {
    return Boolean(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))) && "Worker" in window;
  } catch {
    return false;
  }
}

const RESUME_MILLIS = 4000;

export class Chat {
  talk = $state.raw<Talk | null>(null);
  refused = $state.raw(!canRun());
  /** A conversation that was there before this page. */
  resumed = $state(false);
  #site: string;
  #root: string;

  constructor(site: string, root: string) {
    this.#site = site;
    this.#root = root;
    if (!this.refused) void this.#resume();
  }

  /** After an end: a fresh chat on the same page. */
  again(): void {
    this.talk?.drop();
    this.resumed = false;
    this.#open(null);
  }

  get #options() {
    return { origin: location.origin, site: this.#site, rootFingerprint: this.#root };
  }

  async #resume(): Promise<void> {
    const late = new Promise<null>((resolve) => setTimeout(resolve, RESUME_MILLIS, null));
    const held = await Promise.race([resumeCustomer(this.#options).catch(() => null), late]);
    this.resumed = held !== null;
    this.#open(held);
  }

  #open(held: ConversationHandle | null): void {
    const handle = new Late(held, () => startCustomer(this.#options));
    this.talk = new Talk(handle);
  }
}
