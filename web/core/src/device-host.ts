// An agent's device, one per browser profile and person: its key never leaves this worker's storage
// but into the workers of its own conversations. A second tab's device passes questions on to the
// tab that owns it.

import { AgentDevice, type Wish } from "../generated/desk";
import { base64url } from "./base64url";
import { now, setServerTime, until } from "./clock";
import { changes } from "./conversation-host";
import type { FromWorker, Start, ToWorker } from "./messages";
import { channel, own } from "./owner";
import { openStorage, type Change, type Storage } from "./storage";
import type { ConsoleEvent, DeviceState } from "./types";

type DeviceStart = Extract<Start, { type: "device" }>;

/** Between tabs. `from` is drawn by the asking tab. */
type Passed =
  | { type: "ask"; from: string; ask: Uint8Array }
  | { type: "answer"; from: string; answer: Uint8Array }
  | { type: "renewed"; answer: Uint8Array }
  | { type: "state"; state: DeviceState }
  | { type: "who" };

type Asker = (answer: Uint8Array) => void;

interface Upload {
  method: string;
  path: string;
  body: unknown;
}

export class DeviceHost {
  private device: AgentDevice | null = null;
  private storage: Storage | null = null;
  private viewing = false;
  private readonly tabs: BroadcastChannel;
  private readonly name: string;
  private readonly askers = new Map<number, Asker>();
  private readonly remote = new Map<string, Asker>();
  private readonly ports: MessagePort[] = [];
  private readonly early: { ask: Uint8Array; asker: Asker }[] = [];
  private next = 1;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private state: DeviceState | null = null;
  private failures = 0;

  constructor(
    private readonly start: DeviceStart,
    private readonly say: (message: FromWorker) => void,
  ) {
    setServerTime(start.signedIn.time);
    this.name = `device ${start.signedIn.agent}`;
    this.tabs = channel(this.name);
    this.tabs.onmessage = (message: MessageEvent<Passed>): void => {
      this.passed(message.data);
    };
    void this.run();
  }

  take(message: ToWorker): void {
    if (message.type === "connect") this.connect(message.port);
    else if (message.type === "console") this.console(message.event);
  }

  private async run(): Promise<void> {
    const first = await own(this.name, () => {
      void this.become();
    });
    if (first) return;
    this.viewing = true;
    this.pass({ type: "who" });
  }

  private async become(): Promise<void> {
    try {
      this.storage = await openStorage(this.name, this.start.halves);
    } catch {
      this.say({ type: "failed", what: "stopped" });
      return;
    }
    this.viewing = false;
    this.device = new AgentDevice(JSON.stringify(this.start.signedIn));
    this.carryOut(this.device.start());
    for (const { ask, asker } of this.early.splice(0)) this.ask(ask, asker);
  }

  private connect(port: MessagePort): void {
    this.ports.push(port);
    port.onmessage = (message: MessageEvent<Uint8Array>): void => {
      this.ask(message.data, (answer) => {
        port.postMessage(answer);
      });
    };
  }

  private ask(ask: Uint8Array, asker: Asker): void {
    if (this.viewing) {
      const from = crypto.randomUUID();
      this.remote.set(from, asker);
      this.pass({ type: "ask", from, ask });
    } else if (this.device === null) {
      this.early.push({ ask, asker });
    } else {
      const from = this.next++;
      this.askers.set(from, asker);
      this.give((device, at) => device.asked(at, from, ask));
    }
  }

  private console(event: ConsoleEvent): void {
    if (event.type === "refill" && "key_packages" in event) {
      if (event.device === this.state?.device)
        this.give((device, at) => device.refill(at, event.key_packages, event.intake_key));
    } else if (event.type === "device-changed" && this.state?.device != null) {
      void this.upload({ method: "GET", path: `/v1/devices/${this.state.device}`, body: null });
    } else if (event.type === "signed-out") {
      clearTimeout(this.timer);
    }
  }

  private passed(passed: Passed): void {
    if (this.viewing) {
      if (passed.type === "answer") {
        this.remote.get(passed.from)?.(passed.answer);
        this.remote.delete(passed.from);
      } else if (passed.type === "renewed") {
        for (const port of this.ports) port.postMessage(passed.answer);
      } else if (passed.type === "state") {
        this.tell(passed.state);
      }
    } else if (passed.type === "ask") {
      this.ask(passed.ask, (answer) => {
        this.pass({ type: "answer", from: passed.from, answer });
      });
    } else if (passed.type === "who" && this.state !== null) {
      this.pass({ type: "state", state: this.state });
    }
  }

  private pass(passed: Passed): void {
    this.tabs.postMessage(passed);
  }

  private tell(state: DeviceState): void {
    this.state = state;
    this.say({ type: "device", state });
  }

  private give(input: (device: AgentDevice, at: number) => Wish[]): void {
    if (this.device === null) return;
    try {
      this.carryOut(input(this.device, now()));
    } catch {
      this.say({ type: "failed", what: "stopped" });
    }
  }

  private carryOut(wishes: Wish[]): void {
    for (const wish of wishes) {
      this.one(wish.word, wish);
      wish.free();
    }
  }

  private one(word: string, wish: Wish): void {
    switch (word) {
      case "load":
        void this.load();
        break;
      case "store":
        void this.store(wish.number, changes(wish));
        break;
      case "request":
        void this.request(wish.takeBytes());
        break;
      case "upload":
        void this.upload(JSON.parse(wish.text) as Upload);
        break;
      case "answer":
        this.askers.get(wish.number)?.(wish.takeBytes());
        this.askers.delete(wish.number);
        break;
      case "renewed": {
        const answer = wish.takeBytes();
        for (const port of this.ports) port.postMessage(answer);
        this.pass({ type: "renewed", answer });
        break;
      }
      case "state": {
        const said = JSON.parse(wish.text) as Omit<DeviceState, "memory_only">;
        const state = { ...said, memory_only: this.storage?.memoryOnly ?? true };
        this.tell(state);
        this.pass({ type: "state", state });
        break;
      }
      case "wake":
        clearTimeout(this.timer);
        this.timer = setTimeout(() => {
          this.give((device, at) => device.tick(at));
        }, until(wish.number));
        break;
      case "wipe":
        void this.storage?.wipe();
        break;
      case "not-proven":
        this.say({ type: "failed", what: "not-proven" });
        break;
      default:
    }
  }

  private async load(): Promise<void> {
    const entries = (await this.storage?.load().catch(() => [])) ?? [];
    for (const [key, value] of entries) this.device?.entry(key, value);
    this.give((device, at) => device.loaded(at));
  }

  private async store(batch: number, all: Change[]): Promise<void> {
    let ok = true;
    try {
      await this.storage?.write(all);
    } catch {
      ok = false;
    }
    this.give((device, at) => device.stored(at, batch, ok));
  }

  private request(proof: Uint8Array): Promise<void> {
    const body = {
      leaf_key: base64url(proof.slice(0, 32)),
      signature: base64url(proof.slice(32)),
      label: "Browser",
    };
    return this.upload({ method: "POST", path: "/v1/devices", body });
  }

  private async upload(what: Upload): Promise<void> {
    const headers: Record<string, string> = {};
    if (what.body !== null) headers["content-type"] = "application/json";
    try {
      const answer = await fetch(this.start.origin + what.path, {
        method: what.method,
        headers,
        body: what.body === null ? null : JSON.stringify(what.body),
      });
      if (!answer.ok) throw new Error("refused");
      this.failures = 0;
      const text = await answer.text();
      // Uploads may answer without a body; requests and polls answer with the device.
      if (text.includes('"device"')) this.give((device, at) => device.told(at, text));
    } catch {
      this.failures += 1;
      // What was made is stored: the next poll tells how much the server really has.
      const wait = Math.min(1000 * 2 ** this.failures, 60_000);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        if (what.method === "POST") void this.upload(what);
        else if (this.state?.device != null)
          void this.upload({ method: "GET", path: `/v1/devices/${this.state.device}`, body: null });
      }, wait);
    }
  }
}
