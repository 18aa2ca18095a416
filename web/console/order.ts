// What: the order of the rows, and that no row moves under a pointer.
// Refuses: reordering while somebody may be about to press; what went stays as an empty row until
// the pointer leaves, what came stands at the end. Pure.
import type { InboxItem } from "@kit/http";

/** Who waits longest comes first, then whoever wrote last. */
export function wanted(items: InboxItem[]): InboxItem[] {
  return [...items].sort((a, b) => {
    if (a.waiting_since !== null && b.waiting_since !== null) return a.waiting_since - b.waiting_since;
    if (a.waiting_since !== null || b.waiting_since !== null) return a.waiting_since === null ? 1 : -1;
    return b.last_entry_time - a.last_entry_time;
  });
}

/** The ids to draw, given those drawn before. */
export function settle(before: string[], now: string[], held: boolean): string[] {
  return held ? [...before, ...now.filter((id) => !before.includes(id))] : now;
}

export type View = "mine" | "waiting" | "all";

/** Rows of one view, in the terms in which the server counts. */
export const inView = (item: InboxItem, view: View): boolean =>
  view === "all" || (view === "mine" ? item.mine : item.agent === null);
