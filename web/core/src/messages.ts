// What a page and its worker say to each other. Structured clone; keys never pass here. The halves of
// an agent's storage key do: without the browser's own key they open nothing.

import type { Halves } from "./halves";
import type { Kept } from "./held";
import type { Act, ConsoleEvent, DeviceState, Event, SignedIn } from "./types";

/** What a worker is started as. One worker serves one conversation, or one device. */
export type Start =
  | {
      type: "customer";
      origin: string;
      site: string;
      rootFingerprint: string;
      /** What the page speaks, for people who answer in it. */
      language: string;
      /** Begin a conversation when there is none; else answer `nothing`. */
      fresh: boolean;
    }
  | {
      type: "agent";
      origin: string;
      conversation: string;
      queue: string;
      device: MessagePort;
      /** What opens what is kept; in memory alone. */
      halves: Halves;
    }
  | { type: "device"; origin: string; signedIn: SignedIn; halves: Halves };

/** From the page. */
export type ToWorker =
  | { type: "start"; start: Start }
  | { type: "act"; act: Act }
  | { type: "replay" }
  | { type: "console"; event: ConsoleEvent }
  | { type: "connect"; conversation: string; port: MessagePort };

/** From the worker. */
export type FromWorker =
  | { type: "started" }
  | { type: "nothing" }
  | { type: "events"; events: Event[] }
  | { type: "device"; state: DeviceState }
  /** A conversation began; by this its customer reads later who opened what. */
  | { type: "kept"; kept: Kept }
  | { type: "failed"; what: string };

/** What a worker hands everything to, once it has its module. */
export interface Host {
  take(message: ToWorker): void;
}
