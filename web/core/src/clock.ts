// The worker's clock, set by the server's. The module compares lifetimes of keys with `Date.now`;
// a customer's wrong clock must not shut them out, so it is shifted before the module looks at it.
// TLS authenticates the server that the time comes from; credentials bound what it could do with it.

const machine = Date.now.bind(Date);
let offset = 0;

Date.now = (): number => machine() + offset;

/** Takes the server's time, in microseconds. Small differences are left: clocks are never equal. */
export function setServerTime(microseconds: number): void {
  const difference = microseconds / 1000 - machine();
  offset = Math.abs(difference) < 2000 ? 0 : difference;
}

/** Now, in microseconds, as the module counts. */
export function now(): number {
  return Math.round(Date.now() * 1000);
}

/** How long until a time of the module, in milliseconds; never negative, never too long to wait. */
export function until(microseconds: number): number {
  return Math.min(Math.max(0, microseconds / 1000 - Date.now()), 2 ** 31 - 1);
}
