// Where a browser keeps an agent's device: 16 bytes that it drew once, under which the server has its
// half of the storage key; and whether a passkey is asked for. Kept beside what they open: whoever clears one has cleared both.
// Refuses: meaning anything by itself.
import { base64url } from "./base64url";

const PLACES = "places";

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = (): void => {
      resolve(request.result);
    };
    request.onerror = (): void => {
      reject(request.error ?? new Error("storage"));
    };
  });
}

async function withPlaces<T>(act: (store: IDBObjectStore) => Promise<T>): Promise<T> {
  const opening = indexedDB.open("places", 1);
  opening.onupgradeneeded = (): void => {
    opening.result.createObjectStore(PLACES);
  };
  const database = await answered(opening);
  try {
    // One transaction: of two tabs that come first at once one draws.
    return await act(database.transaction(PLACES, "readwrite", { durability: "strict" }).objectStore(PLACES));
  } finally {
    database.close();
  }
}

/** The place of this person's device in this browser, in base64url; a fresh one where nothing is kept. */
export async function placeOf(agent: string): Promise<string> {
  const drawn = base64url(crypto.getRandomValues(new Uint8Array(16)));
  // Where storage is refused nothing is kept that would have to be opened again.
  return withPlaces(async (store) => {
    const kept: unknown = await answered(store.get(agent));
    if (typeof kept !== "string") await answered(store.put(drawn, agent));
    return typeof kept === "string" ? kept : drawn;
  }).catch(() => drawn);
}

const passkeyName = (agent: string): string => `passkey ${agent}`;

/** The id of the passkey without which nothing of this person opens here; null where none is needed. */
export async function passkeyOf(agent: string): Promise<string | null> {
  return withPlaces(async (store) => {
    const kept: unknown = await answered(store.get(passkeyName(agent)));
    return typeof kept === "string" ? kept : null;
  }).catch(() => null);
}

/** From now on that passkey is asked for, or none. */
export async function keepPasskey(agent: string, passkey: string | null): Promise<void> {
  await withPlaces(async (store) => {
    if (passkey === null) await answered(store.delete(passkeyName(agent)));
    else await answered(store.put(passkey, passkeyName(agent)));
  });
}

/** Nothing of this person is kept here any more. */
export async function forgetPlace(agent: string): Promise<void> {
  await withPlaces(async (store) => {
    await Promise.all([answered(store.delete(agent)), answered(store.delete(passkeyName(agent)))]);
  });
}
