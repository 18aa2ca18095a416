// What opens the storage of an agent's browser: the server's half, and in browsers where the person
// wants it so the secret of a passkey as well (WebAuthn's PRF extension). With the latter the server,
// or whoever has a sign-in and the disk, opens nothing.
// Refuses: being kept. Both are in memory alone, for as long as the desk is open. Practice: F1.
// Next: storage.ts mixes them with the browser's own key; reseal.ts changes from one to the other.

const HMAC = { name: "HMAC", hash: "SHA-256", length: 256 };

export interface Halves {
  /** Whose. */
  readonly agent: string;
  /** The server's (`/v1/account/unlock`). */
  readonly half: Uint8Array;
  /** 32 bytes that only the passkey says; null where what is kept opens without one. */
  readonly passkey: Uint8Array | null;
}

/** What is kept was sealed with a passkey that has not been asked. */
export class Shut extends Error {}

/** The word beside the browser's key that says what else its values are sealed under. */
export const sealedBy = (halves: Halves, passkey: boolean): string =>
  passkey ? `passkey ${halves.agent}` : "half";

/** The browser's part: a key that no script reads out. */
export const drawBrowsersKey = (): Promise<CryptoKey> => crypto.subtle.generateKey(HMAC, false, ["sign"]);

/** HMAC-SHA-256 of the server's half (with a passkey: HMAC of it under the passkey's secret) under the browser's. */
export async function storageKey(browsers: CryptoKey, halves: Halves, passkey: boolean): Promise<CryptoKey> {
  const mixed = passkey ? await underPasskey(halves) : new Uint8Array(halves.half);
  const raw = await crypto.subtle.sign("HMAC", browsers, mixed);
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  new Uint8Array(raw).fill(0);
  mixed.fill(0);
  return key;
}

async function underPasskey({ half, passkey }: Halves): Promise<Uint8Array<ArrayBuffer>> {
  if (!passkey) throw new Shut();
  const secret = await crypto.subtle.importKey("raw", new Uint8Array(passkey), HMAC, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", secret, new Uint8Array(half)));
}
