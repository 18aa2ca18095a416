// What a worker of the console loads: the module with the desk's half, and the host of a device or of
// one of an agent's conversations. Refuses a customer's start; the widget's side is customer-side.ts.

import init, { Tables } from "../generated/desk";
import wasmUrl from "../generated/desk_bg.wasm?url";
import { AgentHost } from "./agent-host";
import { DeviceHost } from "./device-host";
import type { FromWorker, Host, Start } from "./messages";
import { fetchTables } from "./tables";

/** Module, tables, policy and storage come side by side; a device screens nothing, needs no tables. */
export async function make(what: Start, say: (message: FromWorker) => void): Promise<Host> {
  if (what.type === "customer") throw new TypeError("the desk's workers alone");
  const module = init({ module_or_path: wasmUrl });
  if (what.type === "device") {
    await module;
    return new DeviceHost(what, say);
  }
  const bytes = fetchTables(() => {
    say({ type: "events", events: [{ type: "alarm", what: "no-server" }] });
  });
  const policy = AgentHost.screening(what);
  void policy.ready();
  const ground = AgentHost.ground(what);
  await module;
  return new AgentHost(what, new Tables(await bytes), ground, policy, say);
}
