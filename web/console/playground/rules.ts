// What: the same text under the rules of each queue, in both directions: what happens to each type
// that occurs in it. Refuses: nothing; a type that a rule leaves alone says so.
import type { QueueFacts } from "@kit/http";
import type { Action, Engine, Speaker } from "./engine";

/** More queues than this make no table that anybody reads. */
const MOST = 6;
const SPEAKERS: Speaker[] = ["customer", "agent"];

export interface Ruled {
  /** Columns: the rules of every queue first. */
  columns: { queue: string; name: string; speaker: Speaker }[];
  rows: { kind: string; actions: (Action | null)[] }[];
}

export async function ruled(engine: Engine, text: string, queues: QueueFacts[]): Promise<Ruled> {
  const all = [{ queue: "", name: "" }, ...queues.slice(0, MOST)];
  const columns = all.flatMap(({ queue, name }) => SPEAKERS.map((speaker) => ({ queue, name, speaker })));
  const found: Map<string, Action>[] = [];
  for (const { queue, speaker } of columns) {
    const kinds = new Map<string, Action>();
    const answer = await engine.text(text, speaker, queue);
    for (const span of answer.parts[0]?.findings ?? []) {
      // The firmest of several values of one type.
      const known = kinds.get(span.kind);
      if (known === undefined || firm(span.action) > firm(known)) kinds.set(span.kind, span.action);
    }
    found.push(kinds);
  }
  const kinds = [...new Set(found.flatMap((one) => [...one.keys()]))];
  return { columns, rows: kinds.map((kind) => ({ kind, actions: found.map((one) => one.get(kind) ?? null) })) };
}

const firm = (action: Action): number => ["allow", "warn", "mask", "seal", "block"].indexOf(action);
