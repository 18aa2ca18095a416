// What: messages and lines in the order people read them, consecutive ones of one person grouped.
// Refuses: reordering what has a place in the log. Pure, so that tests need no page.
import type { Line, Message } from "@core";

export type Row =
  | { type: "day"; key: string; time: number }
  | { type: "line"; key: string; line: Line }
  | { type: "group"; key: string; own: boolean; role: string; name: string; time: number; messages: Message[] };

const GROUP_MICROS = 5 * 60 * 1_000_000;

/** Messages keep their place in the log; those without one come last, in the order they arrived. */
export function inOrder(messages: Message[]): Message[] {
  return messages
    .map((message, arrival) => ({ message, arrival }))
    .sort((a, b) => {
      const [x, y] = [a.message.sequence ?? Infinity, b.message.sequence ?? Infinity];
      return x === y ? a.arrival - b.arrival : x - y;
    })
    .map(({ message }) => message);
}

const dayOf = (micros: number) => new Date(micros / 1000).toDateString();

/** Rows for drawing. Messages must be in order; lines too. A day is named when it changes. */
export function rows(messages: Message[], lines: Line[]): Row[] {
  const out: Row[] = [];
  let next = 0;
  let day = "";
  const enter = (time: number) => {
    if (day && dayOf(time) !== day) out.push({ type: "day", key: `d${dayOf(time)}`, time });
    day = dayOf(time);
  };
  const linesBefore = (sequence: number) => {
    for (let line = lines[next]; line && line.sequence < sequence; line = lines[++next]) {
      enter(line.time);
      out.push({ type: "line", key: `l${line.sequence}${line.what}${line.name}`, line });
    }
  };
  for (const message of messages) {
    linesBefore(message.sequence ?? Infinity);
    enter(message.time);
    const last = out[out.length - 1];
    if (
      last?.type === "group" &&
      last.own === message.own &&
      last.name === message.name &&
      last.role === message.role &&
      message.time - last.time < GROUP_MICROS
    ) {
      last.messages.push(message);
    } else {
      const { own, role, name, time } = message;
      out.push({ type: "group", key: `g${message.message}`, own, role, name, time, messages: [message] });
    }
  }
  linesBefore(Infinity);
  return out;
}
