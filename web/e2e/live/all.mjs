// What: real Chromium windows against the real program: a customer in the shop's page on another
// site, agents in the console, the certificate authority imported, third-party cookies blocked.
// Refuses: the stand-in brain; whatever is shown here was encrypted, stored and decrypted.
import { accounts } from "./accounts.mjs";
import { canaries } from "./canaries.mjs";
import { chats } from "./chats.mjs";
import { glass } from "./glass.mjs";
import { hostile } from "./hostile.mjs";
import { need } from "./need.mjs";
import { organisation } from "./organisation.mjs";
import { pages } from "./pages.mjs";
import { receipts } from "./receipts.mjs";
import { reviews } from "./reviews.mjs";
import { screening } from "./screening.mjs";
import { separation } from "./separation.mjs";
import { tampering } from "./tampering.mjs";
import { transfers } from "./transfers.mjs";

/** Canaries last: their control looks for what the others typed. */
const PARTS = { accounts, chats, transfers, separation, need, glass, hostile, tampering, organisation, pages, receipts, reviews, screening, canaries };

export async function live(binary, wanted, run) {
  console.log("real windows against the real program");
  for (const [part, add] of Object.entries(PARTS)) if (wanted(part)) await add(binary);
  await run();
}
