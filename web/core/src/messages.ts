// What a page and its worker say to each other. Structured clone; keys never pass here. The server's
// half of an agent's storage key does: alone it opens nothing.

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
      /** The server's half of the key over what is kept; in memory alone. */
      half: Uint8Array;
    }
  | { type: "device"; origin: string; signedIn: SignedIn; half: Uint8Array };

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
