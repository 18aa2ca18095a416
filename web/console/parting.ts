// What: the last moments of the workers whose chats have left the screen. Each goes on until it has heard
// the end and wiped its keys, at most a few seconds. A chat that comes back meanwhile waits for its own:
// a second worker would hear of the first one's end and take it for its own.
// Refuses: any of it to go on after the screen was locked or signed out. Next: desk.svelte.ts.
import type { ConversationHandle } from "@core";

const MOST_MILLIS = 5000;

export class Parting {
  readonly #going = new Map<string, () => void>();
  readonly #wanted = new Set<string>();

  /** The chat is to begin anew: whether its worker has not gone yet, and will be waited for. */
  holds(id: string): boolean {
    if (this.#going.has(id)) this.#wanted.add(id);
    return this.#going.has(id);
  }

  /** Lets a worker go on until it has ended; `again` hears of it if the chat was to begin anew meanwhile. */
  wait(id: string, handle: Pick<ConversationHandle, "listen" | "stop">, again: () => void): void {
    let stop: (() => void) | null = null;
    const cut = () => {
      clearTimeout(late);
      stop?.();
      handle.stop();
      this.#going.delete(id);
    };
    const over = () => {
      if (this.#going.get(id) !== cut) return;
      cut();
      if (this.#wanted.delete(id)) again();
    };
    const late = setTimeout(over, MOST_MILLIS);
    this.#going.set(id, cut);
    stop = handle.listen((event) => event.type === "ended" && over());
    // It had said so before.
    if (this.#going.get(id) !== cut) stop();
  }

  /** Ends them all now. */
  drop(): void {
    for (const cut of [...this.#going.values()]) cut();
    this.#wanted.clear();
  }
}
