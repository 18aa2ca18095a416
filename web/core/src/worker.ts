// The worker of one conversation, or of an agent's device. Decides nothing: it lets the page's side
// (`@side`: customer-side.ts in the widget, desk-side.ts in the console) load its module and make a
// host, and hands over to it.
// Practice B6: one conversation, one worker, one database, one lock.

import { make } from "@side";
import type { FromWorker, Host, ToWorker, Start } from "./messages";

interface Scope {
  postMessage(message: FromWorker): void;
  onmessage: ((message: MessageEvent<ToWorker>) => void) | null;
  close(): void;
}

const scope = self as unknown as Scope;
const say = (message: FromWorker): void => {
  scope.postMessage(message);
};

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
    host = await make(what, say);
  } catch {
    // There is no chat without encryption, and none without screening.
    say({ type: "failed", what: "no-crypto" });
    // The lock goes with the worker: another tab may have more luck.
    scope.close();
    return;
  }
  for (const message of early.splice(0)) host.take(message);
}
