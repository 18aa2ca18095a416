// The worker of one conversation, or of an agent's device. Decides nothing: it loads the module,
// finds out whether another tab already runs the same thing, and hands over to a host.
// Practice B6: one conversation, one worker, one database, one lock.

import init from "../generated/tacita";
import wasmUrl from "../generated/tacita_bg.wasm?url";
import { AgentHost } from "./agent-host";
import { CustomerHost } from "./customer-host";
import { DeviceHost } from "./device-host";
import type { FromWorker, Start, ToWorker } from "./messages";
import { fetchTables, readTables } from "./tables";

interface Scope {
  postMessage(message: FromWorker): void;
  onmessage: ((message: MessageEvent<ToWorker>) => void) | null;
  close(): void;
}

const scope = self as unknown as Scope;
const say = (message: FromWorker): void => {
  scope.postMessage(message);
};

export interface Host {
  take(message: ToWorker): void;
}

let host: Host | null = null;
const early: ToWorker[] = [];

scope.onmessage = (message): void => {
  const said = message.data;
  if (said.type === "start") void start(said.start);
  else if (host === null) early.push(said);
  else host.take(said);
};

async function start(what: Start): Promise<void> {
  try {
    host = await make(what);
  } catch {
    // There is no chat without encryption, and none without screening.
    say({ type: "failed", what: "no-crypto" });
    // The lock goes with the worker: another tab may have more luck.
    scope.close();
    return;
  }
  for (const message of early.splice(0)) host.take(message);
}

/** Module, tables, policy and storage come side by side; a device screens nothing, needs no tables. */
async function make(what: Start): Promise<Host> {
  const module = init({ module_or_path: wasmUrl });
  if (what.type === "device") {
    await module;
    return new DeviceHost(what, say);
  }
  const bytes = fetchTables(() => {
    say({ type: "events", events: [{ type: "alarm", what: "no-server" }] });
  });
  if (what.type === "customer") {
    const policy = CustomerHost.screening(what);
    void policy.ready();
    const ground = CustomerHost.ground(what);
    const papers = CustomerHost.papers(what);
    const [, read] = await Promise.all([module, bytes]);
    // Both are here, so there will be a brain: the server answers while the tables are read.
    const knocked = await CustomerHost.knock(what, ground, papers);
    return new CustomerHost(what, readTables(read), ground, policy, knocked, say);
  }
  const policy = AgentHost.screening(what);
  void policy.ready();
  const ground = AgentHost.ground(what);
  await module;
  return new AgentHost(what, readTables(await bytes), ground, policy, say);
}
