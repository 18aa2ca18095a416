// The one place where a worker is made. Under `require-trusted-types-for 'script'` a worker's
// address must pass a policy; ours, `tacita`, lets through this page's own origin alone.

import workerUrl from "./worker.ts?worker&url";

interface Policy {
  createScriptURL(url: string): unknown;
}

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

function sameOrigin(url: string): string {
  const whole = new URL(url, location.href);
  if (whole.origin !== location.origin) throw new TypeError("worker code of another origin");
  return whole.href;
}

const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
const policy = factory?.createPolicy("tacita", { createScriptURL: sameOrigin });

/** Starts a worker from this origin's own code: a chat's, or that of another address. */
export function openWorker(address: string = workerUrl): Worker {
  const url = policy === undefined ? sameOrigin(address) : policy.createScriptURL(address);
  return new Worker(url as string, { type: "module", name: "tacita" });
}
