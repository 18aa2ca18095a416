// The storage of one conversation or device: an IndexedDB database of its own, every value sealed
// with AES-256-GCM under a key that no script can read out. One batch, one transaction, on the disk
// before it is answered. Where the browser refuses storage the values stay in memory, and the page
// is told that a reload starts anew.
// An agent's is sealed under two halves: one that never leaves this browser, one that the server
// releases only while the person is there; where they want it so, their passkey's secret as well
// (halves.ts). Without the worker nothing here opens what is kept.
// Practice: F1.

import { drawBrowsersKey, sealedBy, Shut, storageKey, type Halves } from "./halves";

const VALUES = "values";
const KEYS = "keys";
const IV_BYTES = 12;

export type Change = [key: Uint8Array, value: Uint8Array | undefined];
export type Entry = [key: Uint8Array, value: Uint8Array];

export interface Storage {
  /** Nothing survives a reload. */
  readonly memoryOnly: boolean;
  load(): Promise<Entry[]>;
  /** All changes or none, durable when it resolves. */
  write(changes: Change[]): Promise<void>;
  /** Everything goes, the sealing key with it. */
  wipe(): Promise<void>;
}

/** `halves`: what opens an agent's storage; a customer's has none. Throws {@link Shut}. */
export async function openStorage(name: string, halves?: Halves): Promise<Storage> {
  try {
    const { database, made } = await openOrMake(name);
    if (halves) return new SealedStorage(name, database, await halvedKey(database, halves));
    const { key, fresh } = made ? await drawSealingKey() : await sealingKey(database);
    return new SealedStorage(name, database, key, fresh, made);
  } catch (cause) {
    // Not refused by the browser: going on in memory would begin a second device beside the kept one.
    if (cause instanceof Shut) throw cause;
    return new MemoryStorage();
  }
}

async function openDatabase(name: string): Promise<IDBDatabase> {
  return (await openOrMake(name)).database;
}

/** `made`: it was not there before, so there is nothing in it to wait for. */
async function openOrMake(name: string): Promise<{ database: IDBDatabase; made: boolean }> {
  const request = indexedDB.open(name, 1);
  let made = false;
  request.onupgradeneeded = (): void => {
    made = true;
    request.result.createObjectStore(VALUES);
    request.result.createObjectStore(KEYS);
  };
  const database = await answered(request);
  return { database, made };
}

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

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = (): void => {
      resolve();
    };
    transaction.onabort = transaction.onerror = (): void => {
      reject(transaction.error ?? new Error("storage"));
    };
  });
}

function strict(database: IDBDatabase, stores: string[]): IDBTransaction {
  // Relaxed durability would lose the last ratchet step at a power cut: a rollback of the state.
  return database.transaction(stores, "readwrite", { durability: "strict" });
}

/** The browser's key; a fresh one is not stored yet and goes into the first batch that it seals. */
async function sealingKey(database: IDBDatabase): Promise<{ key: CryptoKey; fresh: boolean }> {
  const stored: unknown = await answered(database.transaction(KEYS).objectStore(KEYS).get("seal"));
  if (stored instanceof CryptoKey) return { key: stored, fresh: false };
  return drawSealingKey();
}

async function drawSealingKey(): Promise<{ key: CryptoKey; fresh: true }> {
  const algorithm = { name: "AES-GCM", length: 256 };
  const key = await crypto.subtle.generateKey(algorithm, false, ["encrypt", "decrypt"]);
  return { key, fresh: true };
}

/** The key of an agent's storage; which halves it takes stands beside the browser's. */
async function halvedKey(database: IDBDatabase, halves: Halves): Promise<CryptoKey> {
  const { browsers, by, before } = await keysOf(database);
  if (!browsers) {
    const drawn = await drawBrowsersKey();
    const transaction = strict(database, [KEYS]);
    transaction.objectStore(KEYS).put(drawn, "half");
    transaction.objectStore(KEYS).put(sealedBy(halves, halves.passkey !== null), "by");
    await finished(transaction);
    return storageKey(drawn, halves, halves.passkey !== null);
  }
  const key = await storageKey(browsers, halves, by !== sealedBy(halves, false));
  if (before) await sealAnew(database, before, key);
  return key;
}

interface Keys {
  browsers: CryptoKey | null;
  by: string;
  /** The browser's key alone, as before there were halves. */
  before: CryptoKey | null;
}

async function keysOf(database: IDBDatabase): Promise<Keys> {
  const store = database.transaction(KEYS).objectStore(KEYS);
  const [half, by, seal] = await Promise.all(
    ["half", "by", "seal"].map((name) => answered(store.get(name) as IDBRequest<unknown>)),
  );
  return {
    browsers: half instanceof CryptoKey ? half : null,
    by: typeof by === "string" ? by : "half",
    before: seal instanceof CryptoKey ? seal : null,
  };
}

/**
 * Seals everything in an agent's storage anew, with the passkey or without, in one transaction. False
 * where it is somebody else's. Nobody may have it open.
 */
export async function sealStorage(name: string, halves: Halves, passkey: boolean): Promise<boolean> {
  const database = await openDatabase(name);
  try {
    const { browsers, by } = await keysOf(database);
    const wanted = sealedBy(halves, passkey);
    if (!browsers || by === wanted) return false;
    if (by !== sealedBy(halves, !passkey)) return false;
    const key = await storageKey(browsers, halves, passkey);
    await sealAnew(database, await storageKey(browsers, halves, !passkey), key, wanted);
    return true;
  } finally {
    database.close();
  }
}

/** Whether a storage opens with this person's passkey alone. */
export async function isShut(name: string, agent: string): Promise<boolean> {
  const database = await openDatabase(name);
  const { by } = await keysOf(database);
  database.close();
  return by === `passkey ${agent}`;
}

/** What was kept under one key is sealed under another; `by`: what the new one is made of. */
async function sealAnew(database: IDBDatabase, before: CryptoKey, key: CryptoKey, by = "half"): Promise<void> {
  const [old, fresh] = [new SealedStorage("", database, before), new SealedStorage("", database, key)];
  const sealed = await Promise.all(
    (await old.load()).map(async ([name, value]): Promise<Entry> => [name, await fresh.seal(name, value)]),
  );
  const transaction = strict(database, [VALUES, KEYS]);
  for (const [name, value] of sealed) transaction.objectStore(VALUES).put(own(value), own(name));
  transaction.objectStore(KEYS).delete("seal");
  transaction.objectStore(KEYS).put(by, "by");
  await finished(transaction);
}

/** A view that WebCrypto and IndexedDB take: bytes in a buffer of their own. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

class SealedStorage implements Storage {
  readonly memoryOnly = false;

  constructor(
    private readonly name: string,
    private readonly database: IDBDatabase,
    private key: CryptoKey,
    /** The key is not stored yet. */
    private fresh = false,
    /** Made a moment ago, and nothing was written yet: a read would only take its time. */
    private untouched = false,
  ) {}

  async load(): Promise<Entry[]> {
    if (this.untouched) return [];
    const store = this.database.transaction(VALUES).objectStore(VALUES);
    const [keys, values] = await Promise.all([
      answered(store.getAllKeys()),
      answered(store.getAll() as IDBRequest<Uint8Array[]>),
    ]);
    return Promise.all(
      values.map(async (value, index): Promise<Entry> => {
        const key = new Uint8Array(keys[index] as ArrayBuffer);
        return [key, await this.open(key, value)];
      }),
    );
  }

  async write(changes: Change[]): Promise<void> {
    this.untouched = false;
    try {
      await this.put(changes);
    } catch (error) {
      // Somebody else stored a key in the meantime: theirs counts, and nothing under ours was kept.
      if (!this.fresh) throw error;
      const theirs = await sealingKey(this.database);
      if (theirs.fresh) throw error;
      this.key = theirs.key;
      this.fresh = false;
      await this.put(changes);
    }
  }

  private async put(changes: Change[]): Promise<void> {
    // Sealed before the transaction opens: IndexedDB commits it while WebCrypto is awaited.
    const sealed = await Promise.all(
      changes.map(async ([key, value]): Promise<Change> => [
        key,
        value === undefined ? undefined : await this.seal(key, value),
      ]),
    );
    const transaction = strict(this.database, this.fresh ? [VALUES, KEYS] : [VALUES]);
    // Key and first values together, or neither: a key of its own would cost another wait for the disk.
    if (this.fresh) transaction.objectStore(KEYS).add(this.key, "seal");
    const store = transaction.objectStore(VALUES);
    for (const [key, value] of sealed) {
      if (value === undefined) store.delete(own(key));
      else store.put(own(value), own(key));
    }
    await finished(transaction);
    this.fresh = false;
  }

  async wipe(): Promise<void> {
    const transaction = strict(this.database, [VALUES, KEYS]);
    transaction.objectStore(VALUES).clear();
    transaction.objectStore(KEYS).clear();
    await finished(transaction);
    this.database.close();
    const gone = indexedDB.deleteDatabase(this.name);
    // What is empty is deleted when nobody has it open any more; nobody waits for that.
    await new Promise((done) => (gone.onsuccess = gone.onerror = gone.onblocked = done));
  }

  /** The key is authenticated too: a value cannot be moved to another one. */
  async seal(key: Uint8Array, value: Uint8Array): Promise<Uint8Array> {
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const algorithm = { name: "AES-GCM", iv, additionalData: own(key) };
    const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, this.key, own(value)));
    const out = new Uint8Array(IV_BYTES + sealed.length);
    out.set(iv);
    out.set(sealed, IV_BYTES);
    return out;
  }

  private async open(key: Uint8Array, sealed: Uint8Array): Promise<Uint8Array> {
    const iv = own(sealed.subarray(0, IV_BYTES));
    const algorithm = { name: "AES-GCM", iv, additionalData: own(key) };
    const opened = await crypto.subtle.decrypt(algorithm, this.key, own(sealed.subarray(IV_BYTES)));
    return new Uint8Array(opened);
  }
}

class MemoryStorage implements Storage {
  readonly memoryOnly = true;
  private readonly values = new Map<string, Entry>();

  load(): Promise<Entry[]> {
    return Promise.resolve([...this.values.values()]);
  }

  write(changes: Change[]): Promise<void> {
    for (const [key, value] of changes) {
      if (value === undefined) this.values.delete(key.join());
      else this.values.set(key.join(), [key, value]);
    }
    return Promise.resolve();
  }

  wipe(): Promise<void> {
    this.values.clear();
    return Promise.resolve();
  }
}
