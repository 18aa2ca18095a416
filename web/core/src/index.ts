// The face of the core for pages: start a conversation or a device, send acts, hear events.
// All keys, text handling and decisions live in the workers behind it; this file only carries
// messages. Refuses worker code from any other origin than the page's own.

import type { Halves } from "./halves";
import { held } from "./held";
import { openWorker } from "./policy";
import { Seen } from "./seen";
import type { FromWorker, Start, ToWorker } from "./messages";
import type {
  Act,
  ConsoleEvent,
  DeviceState,
  Event,
  SignedIn,
} from "./types";

export { keepPasskey, passkeyOf, placeOf } from "./place";
export { forgetShut, sealAll } from "./reseal";
export type { Halves } from "./halves";
export type * from "./types";
export type { Kept } from "./held";
export { forgetReceipt, keptReceipts } from "./receipts";

/** One conversation as a page holds it. */
export interface ConversationHandle {
  /** Asks for something. Acts sent before the worker is ready wait for it. */
  act(act: Act): void;
  /**
   * Hears every event from now on; whoever starts listening is first told everything there is.
   * Returns how to stop listening.
   */
  listen(listener: (event: Event) => void): () => void;
  /** Ends the worker. The conversation stays where it is and can be started again. */
  stop(): void;
}

/** Where a customer writes from. */
export interface CustomerOptions {
  /** Origin of the service, without a slash at the end. */
  origin: string;
  /** Key of the shop's site, as in its snippet. */
  site: string;
  /** Fingerprint of the organisation's root key, hex, pinned in the shop's page. */
  rootFingerprint: string;
}

/** The device of an agent: its key, its stock of key packages, its intake keys. */
export interface AgentDevice {
  /** Where it stands. */
  readonly state: DeviceState;
  /** Hears every change; told the present state at once. */
  listen(listener: (state: DeviceState) => void): () => void;
  /** Hand in every event of the console's socket; those about this device are acted on. */
  consoleEvent(event: ConsoleEvent): void;
  /** Ends the worker; the device stays where it is. */
  stop(): void;
  /** What opens what is kept, until the device is stopped. */
  readonly halves: Halves;
  /** For {@link startAgent}. */
  readonly connect: (conversation: string) => MessagePort;
}

const spoken = (): string => document.documentElement.lang;

/** Opens the customer's conversation with this site: the one there is, or a fresh one. */
export function startCustomer(options: CustomerOptions): ConversationHandle {
  return conversation({ type: "customer", ...options, language: spoken(), fresh: true }, []);
}

/** Takes up the customer's conversation with this site, if this browser holds one. */
export async function resumeCustomer(
  options: CustomerOptions,
): Promise<ConversationHandle | null> {
  const worker = openWorker();
  return new Promise((resolve) => {
    const answer = (message: MessageEvent<FromWorker>): void => {
      const said = message.data;
      if (said.type === "nothing") {
        worker.terminate();
        resolve(null);
      } else if (said.type === "started") {
        worker.removeEventListener("message", answer);
        resolve(handle(worker));
      }
    };
    worker.addEventListener("message", answer);
    post(worker, { type: "start", start: { type: "customer", ...options, language: spoken(), fresh: false } });
  });
}

/** Opens one of the agent's conversations, in a worker of its own. */
export function startAgent(options: {
  origin: string;
  conversation: string;
  /** Id of its queue, whose screening rules hold. */
  queue: string;
  device: AgentDevice;
}): ConversationHandle {
  const port = options.device.connect(options.conversation);
  const start: Start = {
    type: "agent",
    origin: options.origin,
    conversation: options.conversation,
    queue: options.queue,
    device: port,
    halves: options.device.halves,
  };
  return conversation(start, [port]);
}

/**
 * Opens this browser's device for the person who signed in; asks the issuer for a credential when
 * it has none. Resolves as soon as the device has a key, whatever its status.
 */
export function openAgentDevice(options: {
  origin: string;
  signedIn: SignedIn;
  /** What opens what is kept. */
  halves: Halves;
}): Promise<AgentDevice> {
  const worker = openWorker();
  const listeners = new Set<(state: DeviceState) => void>();
  return new Promise((resolve, reject) => {
    let device: (AgentDevice & { state: DeviceState }) | null = null;
    worker.addEventListener("error", () => {
      reject(new Error("no-crypto"));
    });
    worker.addEventListener("message", (message: MessageEvent<FromWorker>) => {
      const said = message.data;
      if (said.type === "failed") reject(new Error(said.what));
      if (said.type !== "device") return;
      if (device === null) {
        device = deviceHandle(worker, said.state, options.halves, listeners);
        resolve(device);
      } else {
        device.state = said.state;
      }
      for (const listener of listeners) listener(said.state);
    });
    const { agent, tenant, root_fingerprint, certificates, profile, time } = options.signedIn;
    const signedIn = { agent, tenant, root_fingerprint, certificates, profile, time };
    const { origin, halves } = options;
    post(worker, { type: "start", start: { type: "device", origin, signedIn, halves } });
  });
}

function deviceHandle(
  worker: Worker,
  state: DeviceState,
  halves: Halves,
  listeners: Set<(state: DeviceState) => void>,
): AgentDevice & { state: DeviceState } {
  const device = {
    state,
    halves,
    listen(listener: (state: DeviceState) => void): () => void {
      listeners.add(listener);
      listener(device.state);
      return () => listeners.delete(listener);
    },
    consoleEvent(event: ConsoleEvent): void {
      if (event.type === "refill" || event.type === "device-changed" || event.type === "signed-out")
        post(worker, { type: "console", event });
    },
    stop(): void {
      worker.terminate();
      halves.half.fill(0);
      halves.passkey?.fill(0);
      listeners.clear();
    },
    connect(conversation: string): MessagePort {
      const channel = new MessageChannel();
      post(worker, { type: "connect", conversation, port: channel.port1 }, [channel.port1]);
      return channel.port2;
    },
  };
  return device;
}

function conversation(start: Start, transfer: Transferable[]): ConversationHandle {
  const worker = openWorker();
  const opened = handle(worker);
  post(worker, { type: "start", start }, transfer);
  return opened;
}

function handle(worker: Worker): ConversationHandle {
  const listeners = new Set<(event: Event) => void>();
  const seen = new Seen();
  const tell = (event: Event): void => {
    if (seen.isNew(event)) for (const listener of listeners) listener(event);
  };
  worker.addEventListener("error", () => {
    tell({ type: "alarm", what: "no-crypto" });
  });
  worker.addEventListener("message", (message: MessageEvent<FromWorker>) => {
    const said = message.data;
    if (said.type === "events") for (const event of said.events) tell(event);
    else if (said.type === "kept") held.push(said.kept);
    else if (said.type === "failed") tell({ type: "alarm", what: said.what });
  });
  return {
    act(act) {
      post(worker, { type: "act", act });
    },
    listen(listener) {
      for (const event of seen.everything()) listener(event);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      worker.terminate();
      listeners.clear();
    },
  };
}

function post(worker: Worker, message: ToWorker, transfer: Transferable[] = []): void {
  worker.postMessage(message, transfer);
}
