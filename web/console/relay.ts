// What: carries fingerprints of each open chat to the workers of the others, for the wrong-window
// guard (Practice: B7). The page cannot read them: the key is the device's, and changes with every
// sign-in. Those of a closed chat are passed on for half an hour and then forgotten.
// Refuses: text. Next: crates/client/src/watch.rs, which makes and compares them.
import type { Act } from "@core";

const KEEP_MILLIS = 30 * 60_000;
/** Chats that stay open keep theirs fresh. */
export const AGAIN_MILLIS = 10 * 60_000;

interface Other {
  act(act: Act): void;
}

interface Kept {
  prints: string[];
  /** When the chat was last open. */
  seen: number;
}

export class Relay {
  #kept = new Map<string, Kept>();

  /** `others`: the open chats by their ids. */
  constructor(private readonly others: ReadonlyMap<string, Other>) {}

  /** A chat has new fingerprints. */
  heard(chat: string, prints: string, now: number): void {
    const kept = this.#kept.get(chat) ?? { prints: [], seen: now };
    kept.prints.push(prints);
    kept.seen = now;
    this.#kept.set(chat, kept);
    for (const [id, other] of this.others) if (id !== chat) other.act(this.#act(chat, prints, 0));
  }

  /** A chat was opened: it hears of all the others. */
  opened(chat: string, now: number): void {
    this.#forget(now);
    const talk = this.others.get(chat);
    for (const [id, kept] of this.#kept) {
      const age = this.others.has(id) ? 0 : Math.floor((now - kept.seen) / 1000);
      if (id !== chat) for (const prints of kept.prints) talk?.act(this.#act(id, prints, age));
    }
  }

  /** A chat is closed or gone: its half hour begins. */
  closed(chat: string, now: number): void {
    const kept = this.#kept.get(chat);
    if (kept) kept.seen = now;
  }

  /** Tells everybody again of the chats that are still open. */
  again(now: number): void {
    this.#forget(now);
    for (const [id, kept] of this.#kept) {
      if (!this.others.has(id)) continue;
      kept.seen = now;
      for (const [other, talk] of this.others)
        if (other !== id) for (const prints of kept.prints) talk.act(this.#act(id, prints, 0));
    }
  }

  #act(chat: string, prints: string, age: number): Act {
    return { type: "prints", chat, prints, age_seconds: age };
  }

  #forget(now: number): void {
    for (const [id, kept] of this.#kept)
      if (!this.others.has(id) && now - kept.seen >= KEEP_MILLIS) this.#kept.delete(id);
  }
}
