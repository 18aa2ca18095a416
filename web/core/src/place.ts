// Where a browser keeps an agent's device: 16 bytes that it drew once, under which the server has its
// half of the storage key. Kept beside what they open: whoever clears one has cleared both.
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

/** The place of this person's device in this browser, in base64url; a fresh one where nothing is kept. */
export async function placeOf(agent: string): Promise<string> {
  const drawn = base64url(crypto.getRandomValues(new Uint8Array(16)));
  try {
    const opening = indexedDB.open("places", 1);
    opening.onupgradeneeded = (): void => {
      opening.result.createObjectStore(PLACES);
    };
    const database = await answered(opening);
    // One transaction: of two tabs that come first at once one draws.
    const store = database.transaction(PLACES, "readwrite", { durability: "strict" }).objectStore(PLACES);
    const kept: unknown = await answered(store.get(agent));
    if (typeof kept !== "string") await answered(store.put(drawn, agent));
    database.close();
    return typeof kept === "string" ? kept : drawn;
  } catch {
    // Storage is refused: nothing is kept that would have to be opened again.
    return drawn;
  }
}
