// The storage of one conversation or device: an IndexedDB database of its own, every value sealed
// with AES-256-GCM under a key that no script can read out. One batch, one transaction, on the disk
// before it is answered. Where the browser refuses storage the values stay in memory, and the page
// is told that a reload starts anew.
// An agent's is sealed under two halves: one that never leaves this browser, one that the server
// releases only while the person is there. Without the worker nothing here opens what is kept.
// Practice: F1.

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

/** `half`: the server's, for an agent's storage; a customer's has none. */
export async function openStorage(name: string, half?: Uint8Array): Promise<Storage> {
  try {
    const database = await openDatabase(name);
    if (half) return new SealedStorage(name, database, await halvedKey(database, half));
    const { key, fresh } = await sealingKey(database);
    return new SealedStorage(name, database, key, fresh);
  } catch {
    return new MemoryStorage();
  }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = (): void => {
    request.result.createObjectStore(VALUES);
    request.result.createObjectStore(KEYS);
  };
  return answered(request);
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
  const algorithm = { name: "AES-GCM", length: 256 };
  const key = await crypto.subtle.generateKey(algorithm, false, ["encrypt", "decrypt"]);
  return { key, fresh: true };
}

/** The key of both halves: HMAC-SHA-256 of the server's half under the browser's. */
async function halvedKey(database: IDBDatabase, half: Uint8Array): Promise<CryptoKey> {
  const kept = database.transaction(KEYS).objectStore(KEYS);
  const [own_, before] = await Promise.all([
    answered(kept.get("half") as IDBRequest<unknown>),
    answered(kept.get("seal") as IDBRequest<unknown>),
  ]);
  const hmac = { name: "HMAC", hash: "SHA-256", length: 256 };
  let browsers = own_;
  if (!(browsers instanceof CryptoKey)) {
    browsers = await crypto.subtle.generateKey(hmac, false, ["sign"]);
    const transaction = strict(database, [KEYS]);
    transaction.objectStore(KEYS).put(browsers, "half");
    await finished(transaction);
  }
  const raw = await crypto.subtle.sign("HMAC", browsers as CryptoKey, own(half));
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  new Uint8Array(raw).fill(0);
  if (before instanceof CryptoKey) await sealAnew(database, before, key);
  return key;
}

/** What was kept under the browser's key alone, as before there were halves, is sealed anew at once. */
async function sealAnew(database: IDBDatabase, before: CryptoKey, key: CryptoKey): Promise<void> {
  const [old, fresh] = [new SealedStorage("", database, before), new SealedStorage("", database, key)];
  const sealed = await Promise.all(
    (await old.load()).map(async ([name, value]): Promise<Entry> => [name, await fresh.seal(name, value)]),
  );
  const transaction = strict(database, [VALUES, KEYS]);
  for (const [name, value] of sealed) transaction.objectStore(VALUES).put(own(value), own(name));
  transaction.objectStore(KEYS).delete("seal");
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
  ) {}

  async load(): Promise<Entry[]> {
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
    await answered(indexedDB.deleteDatabase(this.name));
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
