// What: the playground's engine as promises, in a worker of its own: the same screening and readers
// of files as in the program, in a module that only this page loads.
// Refuses: sending anything anywhere. A file that stops the module costs the worker, not the page.
// Next: worker.ts, crates/playground.
import { openWorker } from "../../core/src/policy";
import workerUrl from "./worker.ts?worker&url";

export type Speaker = "customer" | "agent";
export type Action = "allow" | "warn" | "mask" | "seal" | "block";

export interface Span {
  start: number;
  end: number;
  kind: string;
  band: "certain" | "likely" | "hint";
  score: number;
  reason: string;
  action: Action;
  may_send_anyway: boolean;
  facts: string[];
}

export interface Beside {
  start: number;
  end: number;
  kind: string;
  reason: string;
  score: number;
  facts: string[];
}

export interface Part {
  place: string;
  text: string;
  cut: boolean;
  sent: string;
  findings: Span[];
  beside: Beside[];
}

export interface Answer {
  format: string | null;
  parts: Part[];
  held: { start: number; end: number; why: string; kind: string | null; hold: string }[];
  unread: { place: string; why: string }[];
  locations: { place: string; latitude: number; longitude: number }[];
  strippable: boolean;
}

/** To the worker. */
export type Question =
  | { id: number; type: "open"; lines: string }
  | { id: number; type: "text"; text: string; speaker: Speaker; queue: string }
  | { id: number; type: "file"; bytes: Uint8Array; speaker: Speaker; queue: string }
  | { id: number; type: "strip"; bytes: Uint8Array };

/** From the worker. */
export type Reply = { id: number; value: unknown } | { id: number; failed: true };

type Asked = Question extends infer Q ? (Q extends { id: number } ? Omit<Q, "id"> : never) : never;

export class Engine {
  #worker: Worker;
  #waiting = new Map<number, { done: (value: unknown) => void; fail: () => void }>();
  #next = 1;

  private constructor() {
    this.#worker = openWorker(workerUrl);
    this.#worker.onmessage = (message: MessageEvent<Reply>) => {
      const reply = message.data;
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if ("failed" in reply) waiting?.fail();
      else waiting?.done(reply.value);
    };
    this.#worker.onerror = () => {
      for (const { fail } of this.#waiting.values()) fail();
      this.#waiting.clear();
    };
  }

  /** Fetches the policy and the module. */
  static async open(): Promise<Engine> {
    const answer = await fetch("/v1/screening", { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) throw new Error("refused");
    const engine = new Engine();
    await engine.#ask({ type: "open", lines: await answer.text() });
    return engine;
  }

  async text(text: string, speaker: Speaker, queue: string): Promise<Answer> {
    return JSON.parse((await this.#ask({ type: "text", text, speaker, queue })) as string) as Answer;
  }

  async file(bytes: Uint8Array, speaker: Speaker, queue: string): Promise<Answer> {
    return JSON.parse((await this.#ask({ type: "file", bytes, speaker, queue })) as string) as Answer;
  }

  /** A copy of an image without its metadata; null where there is none. */
  async strip(bytes: Uint8Array): Promise<Uint8Array | null> {
    return (await this.#ask({ type: "strip", bytes })) as Uint8Array | null;
  }

  stop(): void {
    this.#worker.terminate();
  }

  #ask(question: Asked): Promise<unknown> {
    const id = this.#next++;
    return new Promise((done, reject) => {
      this.#waiting.set(id, { done, fail: () => reject(new Error("stopped")) });
      this.#worker.postMessage({ ...question, id });
    });
  }
}
