// What a conversation stands on: the lock that says which tab runs it, and then its storage. Asked for
// while the module is still on its way, so that a first message does not wait for one after the other.
// Refuses: to open the storage in a tab that does not own the conversation; an open one there would
// hold up the other tab's wiping. Next: owner.ts, storage.ts.

import type { Halves } from "./halves";
import { own } from "./owner";
import { openStorage, type Entry, type Storage } from "./storage";

export class Ground {
  /** Whether this tab owns it at once. */
  readonly first: Promise<boolean>;
  /** The storage, as soon as this tab owns it: at once, or when the other tab is gone. */
  readonly mine: Promise<Storage>;
  /** What the storage held when this tab came to own it, until the brain has it: they are keys, and the brain forgets used ones. */
  entries: Promise<Entry[]> | null;

  /** `halves`: what opens an agent's storage. */
  constructor(
    readonly name: string,
    readonly halves?: Halves,
  ) {
    let open!: (storage: Promise<Storage>) => void;
    this.mine = new Promise((done) => (open = done));
    this.first = own(name, () => {
      open(openStorage(name, halves));
    });
    this.entries = this.mine.then((storage) => storage.load());
    // Whoever needs them is told then.
    this.entries.catch(() => undefined);
  }
}
