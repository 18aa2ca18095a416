// What: the whole list and the socket's events about single rows, put together. The list is asked for
// when the socket opens; what the socket tells until the answer is there is newer than the answer.
// Refuses: taking a row off the screen, or an older one onto it, because the answer did not know better.
import type { InboxItem } from "@kit/http";

export class Meanwhile {
  readonly #asked = new Set<Set<string>>();

  /** The socket told of this row. */
  told(id: string): void {
    for (const told of this.#asked) told.add(id);
  }

  /** Waits for an answer; with it come the rows that the socket told of meanwhile. */
  async until<T>(answer: Promise<T>): Promise<{ answer: T; told: ReadonlySet<string> }> {
    const told = new Set<string>();
    this.#asked.add(told);
    try {
      return { answer: await answer, told };
    } finally {
      this.#asked.delete(told);
    }
  }
}

/** What a list changes of what is shown: rows that go, rows that come or change. */
export function apart(
  shown: Iterable<string>,
  listed: InboxItem[],
  told: ReadonlySet<string>,
): { gone: string[]; rows: InboxItem[] } {
  const known = new Set(listed.map((item) => item.conversation));
  return {
    gone: [...shown].filter((id) => !known.has(id) && !told.has(id)),
    rows: listed.filter((item) => !told.has(item.conversation)),
  };
}
