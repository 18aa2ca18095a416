// What a worker of the widget loads: the module without the desk's half, the tables, a customer's host.
// Refuses every other start; the console's side is desk-side.ts.

import init, { Tables } from "../generated/tacita";
import wasmUrl from "../generated/tacita_bg.wasm?url";
import { CustomerHost } from "./customer-host";
import type { FromWorker, Host, Start } from "./messages";
import { fetchTables } from "./tables";

/** Module, tables, policy and storage come side by side. */
export async function make(what: Start, say: (message: FromWorker) => void): Promise<Host> {
  if (what.type !== "customer") throw new TypeError("a customer's worker alone");
  const module = init({ module_or_path: wasmUrl });
  const bytes = fetchTables(() => {
    say({ type: "events", events: [{ type: "alarm", what: "no-server" }] });
  });
  const policy = CustomerHost.screening(what);
  void policy.ready();
  const ground = CustomerHost.ground(what);
  const papers = CustomerHost.papers(what);
  const [, read] = await Promise.all([module, bytes]);
  // Both are here, so there will be a brain: the server answers while the tables are read.
  const knocked = await CustomerHost.knock(what, ground, papers);
  return new CustomerHost(what, new Tables(read), ground, policy, knocked, say);
}
