// What lets a customer read their receipt while this page lives: also where the browser refuses storage.
// Refuses: more than the page has begun. Next: receipts.ts (what outlives the page).

export interface Kept {
  /** `cnv_…`. */
  conversation: string;
  /** Base64url of the secret. */
  secret: string;
  /** The key that verifies the ledger's checkpoints, as the server said it when the chat began. */
  ledgerKey: string | null;
  /** The shop gives whoever comes back to who answered them last: then the next chat says so. */
  toLastAgent?: boolean;
  /** Milliseconds. */
  began: number;
}

/** Of this page's chats, the latest last. */
export const held: Kept[] = [];
