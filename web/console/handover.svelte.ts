// What: the old agent's half of a transfer (flow F5): wait until the next person is in the verified
// tree, write the note there, hand over when it is on its way.
// Refuses: a note that the next person could not read, and handing over before it was sent.
import type { InboxItem } from "@kit/http";
import type { Talk } from "@kit/talk/talk.svelte";
import type { Desk } from "./desk.svelte";

const OUT = ["sent", "delivered", "read"];

export class Handover {
  /** Chats that are being handed over. */
  running = $state.raw<string[]>([]);
  #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  async to(item: InboxItem, agent: string | null, queue: string | null, note: string): Promise<boolean> {
    const talk = this.#desk.talks.get(item.conversation);
    if (!(await this.#desk.transfer(item, { agent, queue }))) return false;
    this.running = [...this.running, item.conversation];
    if (talk) this.#follow(item.conversation, talk, agent ? note.trim() : "", agent !== null);
    return true;
  }

  now(item: InboxItem): void {
    this.#desk.talks.get(item.conversation)?.act({ type: "handed-over" });
    this.#over(item.conversation);
  }

  #over(id: string): void {
    this.running = this.running.filter((other) => other !== id);
  }

  #follow(id: string, talk: Talk, note: string, person: boolean): void {
    let step: "join" | "write" | "sent" = person ? "join" : "sent";
    talk.draft.sent = "";
    const look = setInterval(() => {
      if (talk.ended || !this.#desk.talks.has(id)) return done();
      if (step === "join" && talk.members.some((m) => !m.own && m.role !== "customer")) {
        step = note ? "write" : "sent";
        if (note) {
          talk.draft.write(note);
          talk.draft.send();
        }
      }
      const mine = talk.messages.find((m) => m.message === talk.draft.sent);
      if (step === "write" && mine && OUT.includes(mine.state)) step = "sent";
      if (step === "sent") {
        talk.act({ type: "handed-over" });
        done();
      }
    }, 100);
    const done = () => {
      clearInterval(look);
      this.#over(id);
    };
  }
}
