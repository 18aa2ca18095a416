// What a page has been told, so that whoever starts listening later is told the same, once.

import type { Event } from "./types";

export class Seen {
  private status: Event | null = null;
  private members: Event | null = null;
  private ended: Event | null = null;
  private readonly messages = new Map<string, Event>();
  private readonly lines = new Map<string, Event>();
  private readonly alarms = new Map<string, Event>();

  /** Takes in an event; false for a line that was told before (another tab asked for everything). */
  isNew(event: Event): boolean {
    if (event.type === "status") this.status = event;
    else if (event.type === "members") this.members = event;
    else if (event.type === "message") this.messages.set(event.message, event);
    else if (event.type === "message-gone") this.messages.delete(event.message);
    else if (event.type === "ended") {
      this.messages.clear();
      this.lines.clear();
      this.ended = event;
    } else if (event.type === "alarm") this.alarms.set(event.what, event);
    else if (event.type === "line") {
      const key = `${event.sequence} ${event.what} ${event.name}`;
      if (this.lines.has(key)) return false;
      this.lines.set(key, event);
    }
    return true;
  }

  everything(): Event[] {
    const single = [this.status, this.members].filter((event) => event !== null);
    const last = this.ended === null ? [] : [this.ended];
    return [
      ...single,
      ...this.lines.values(),
      ...this.messages.values(),
      ...this.alarms.values(),
      ...last,
    ];
  }
}
