// What: real Chromium windows against the real program: a customer in the shop's page on another
// site, agents in the console, the certificate authority imported, third-party cookies blocked.
// Refuses: the stand-in brain; whatever is shown here was encrypted, stored and decrypted.
import { chats } from "./chats.mjs";
import { headers } from "./headers.mjs";
import { screening } from "./screening.mjs";

export async function live(binary, run) {
  console.log("real windows against the real program");
  chats(binary);
  headers(binary);
  screening(binary);
  await run();
}
