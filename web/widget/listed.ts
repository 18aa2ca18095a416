// What: the one list of devices that this page has looked up in the log.
// Refuses: another key than the one that the shop's page pins in our address, where it does.
import { Listed } from "@kit/receipt/listed.svelte";

/** The ledger's key, out of the shop's page. */
export const pinned = new URLSearchParams(location.hash.slice(1)).get("ledger") || null;
export const listed = new Listed(pinned);
