// What lets a customer read who opened what of their chats: one secret a conversation, drawn here, and
// the key of the ledger as it was when the chat began. Kept apart from the chat, whose state goes with
// its end; nothing of what was said is in it. Next: held.ts (while the page lives), customer-host.ts (draws), widget/Receipt.svelte (shows).

import { base64url } from "./base64url";
import { held, type Kept } from "./held";
import { openStorage, type Storage } from "./storage";

/** Longer than any server answers. */
const KEPT_MILLIS = 120 * 24 * 60 * 60 * 1000;
const SECRET_BYTES = 32;

const nameOf = (site: string): string => `receipts ${site}`;
const place = (site: string): Promise<Storage> => openStorage(nameOf(site));
const encoder = new TextEncoder();

async function hashed(secret: Uint8Array<ArrayBuffer>): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", secret)));
}

/** A fresh secret, and the hash that the server gets. */
export async function drawSecret(): Promise<{ secret: string; hash: string }> {
  const secret = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return { secret: base64url(secret), hash: await hashed(secret) };
}

/** The hash of the last chat's secret, where the shop gives whoever comes back to who answered them. */
export async function lastShown(site: string): Promise<string | null> {
  // Looked for before it is opened: opening makes an empty one, and a first message waits for that.
  const there = await indexedDB.databases().catch(() => null);
  if (there && !there.some(({ name }) => name === nameOf(site))) return null;
  const [last] = await keptReceipts(site).catch(() => []);
  if (!last?.toLastAgent) return null;
  const text = atob(last.secret.replaceAll("-", "+").replaceAll("_", "/"));
  return hashed(Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
}

export async function keepReceipt(site: string, kept: Kept): Promise<void> {
  const storage = await place(site);
  const value = encoder.encode(JSON.stringify(kept));
  await storage.write([[encoder.encode(kept.conversation), value]]);
}

/** The latest first; what is too old is dropped. */
export async function keptReceipts(site: string): Promise<Kept[]> {
  const storage = await place(site);
  const entries = await storage.load().catch(() => []);
  const all = entries.map(([, value]) => JSON.parse(new TextDecoder().decode(value)) as Kept);
  const old = all.filter((kept) => kept.began < Date.now() - KEPT_MILLIS);
  if (old.length > 0) await storage.write(old.map((kept) => [encoder.encode(kept.conversation), undefined]));
  const lasting = all.filter((kept) => !old.includes(kept) && !held.some((one) => one.conversation === kept.conversation));
  return [...lasting, ...held].sort((a, b) => b.began - a.began);
}

export async function forgetReceipt(site: string, conversation: string): Promise<void> {
  const at = held.findIndex((kept) => kept.conversation === conversation);
  if (at >= 0) held.splice(at, 1);
  const storage = await place(site);
  await storage.write([[encoder.encode(conversation), undefined]]);
}
