// Changes what an agent's browser needs to open what it keeps: with a passkey or without, or nothing at
// all any more. One storage after the other, each in one transaction; which of both it is stands in the
// storage, so that a page that is closed in the middle opens all of them and goes on next time.
// Refuses: a storage that another tab has open; that tab would go on writing under the old key.

import { Shut, type Halves } from "./halves";
import { forgetPlace } from "./place";
import { lockOf } from "./owner";
import { isShut, sealStorage } from "./storage";

/** Another tab that was asked to let go is waited for so often, so long each time. */
const TRIES = 30;
const AGAIN_MILLIS = 100;

async function storages(): Promise<string[]> {
  const names = (await indexedDB.databases()).map(({ name }) => name ?? "");
  return names.filter((name) => name.startsWith("agent ") || name.startsWith("device "));
}

/** Does something with a storage that no tab has open; false when one keeps it open. */
async function alone(name: string, tries: number, act: () => Promise<unknown>): Promise<boolean> {
  for (let left = tries; left > 0; left -= 1) {
    const done = await navigator.locks.request(lockOf(name), { ifAvailable: true }, async (held) => {
      if (held) await act();
      return held !== null;
    });
    if (done) return true;
    if (left > 1) await new Promise((again) => setTimeout(again, AGAIN_MILLIS));
  }
  return false;
}

/**
 * Seals everything of this person anew; false when another tab had some of it open. `patient`: the other
 * tabs were asked to let go.
 */
export async function sealAll(halves: Halves, passkey: boolean, patient: boolean): Promise<boolean> {
  let all = true;
  for (const name of await storages()) {
    // What another person keeps in this browser does not open with these halves, and stays as it is.
    const theirs = (cause: unknown): void => {
      if (!(cause instanceof DOMException) && !(cause instanceof Shut)) throw cause;
    };
    if (!(await alone(name, patient ? TRIES : 1, () => sealStorage(name, halves, passkey).catch(theirs)))) all = false;
  }
  return all;
}

/** Gives up what only a lost passkey would open, so that the person begins with a fresh device here. */
export async function forgetShut(agent: string): Promise<boolean> {
  let all = true;
  for (const name of await storages()) {
    if (!(await isShut(name, agent))) continue;
    const gone = (): Promise<void> =>
      new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = (): void => {
          resolve();
        };
        request.onerror = (): void => {
          reject(request.error ?? new Error("storage"));
        };
      });
    if (!(await alone(name, TRIES, gone))) all = false;
  }
  if (all) await forgetPlace(agent);
  return all;
}
