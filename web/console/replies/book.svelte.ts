// What: the saved replies that this person may insert, and the way from a reply to a draft. What is
// inserted is a draft like any other: the brain screens it, and the wrong-window guard reads it, before
// anything of it can be sent (Practice: C11).
// Refuses: sending. A reply is put into the field, where the writer sees it.
import * as api from "@kit/api";
import type { Reply } from "@kit/http";
import type { Message } from "@core";

export interface Known {
  agent: string;
  queue: string;
  /** What the customer said that they are called, where they did. */
  customer: string | null;
}

/** The name that a customer gave in the form before the chat: `Name: …` in their first message. */
export function chosenName(messages: readonly Message[]): string | null {
  const first = messages.find((message) => message.role === "customer");
  const text = first?.parts.map((part) => (part.type === "text" ? part.text : "\u27e6")).join("") ?? "";
  const said = /^(?:name|nom|nombre|nome|naam|navn|namn|imię|име|имя)[^:\n]*:[ \t]*(.+)$/imu.exec(text)?.[1]?.trim();
  return said && !said.includes("\u27e6") && said.length <= 80 ? said : null;
}

/** A reply with what is known put in; `open`: where the first thing that is not known stands. */
export function filled(text: string, known: Known): { text: string; open: [number, number] | null } {
  const out = text.replace(/\{(agent|queue|customer)\}/g, (whole, word: keyof Known) => known[word] ?? whole);
  const left = /\{[a-z]+\}/.exec(out);
  return { text: out, open: left ? [left.index, left.index + left[0].length] : null };
}

/** Replies whose shortcut begins with what was typed, then those whose title holds it. */
export function matching(all: readonly Reply[], typed: string): Reply[] {
  const word = typed.toLocaleLowerCase();
  const begins = (reply: Reply) => reply.shortcut.startsWith(word);
  const holds = (reply: Reply) => reply.title.toLocaleLowerCase().includes(word);
  return [...all.filter(begins), ...all.filter((reply) => !begins(reply) && holds(reply))];
}

/** What is typed behind `/`, while a draft is nothing else; null when it is no search for a reply. */
export const searched = (text: string): string | null => /^\/([\p{L}\p{N}-]{0,32})$/u.exec(text)?.[1] ?? null;

export class Book {
  replies = $state.raw<Reply[]>([]);
  mayShare = $state.raw(false);
  failed = $state.raw(false);
  #asked = false;

  /** Loads once; `again` after a change. */
  async load(again = false): Promise<void> {
    if (this.#asked && !again) return;
    this.#asked = true;
    try {
      const { replies, may_share } = await api.replies();
      this.replies = replies;
      this.mayShare = may_share;
      this.failed = false;
    } catch {
      this.#asked = false;
      this.failed = true;
    }
  }

  /** Those that fit a chat of this queue. */
  of(queue: string): Reply[] {
    return this.replies.filter((reply) => reply.queue === null || reply.queue === queue);
  }
}
