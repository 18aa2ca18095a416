// The tables of screening: words, numbering plans, names. Too large for the module, so they are a file
// of their own under a hashed name, fetched beside it and compared with the hash in this bundle.
// Refuses: a brain without them. Until they are here nothing can be written into a chat.

import integrity from "../generated/tables.bin?integrity";
import url from "../generated/tables.bin?url";

const LONGEST_WAIT = 15_000;

/** Brings the file; tried again until it is there. `failed` hears of the first failure. */
export async function fetchTables(failed: () => void): Promise<Uint8Array> {
  for (let tries = 0; ; tries++) {
    try {
      // Asked for as the module is, so that both come over one connection: a browser keeps another one
      // for requests without credentials, and these bytes would wait for its handshake.
      const answer = await fetch(url, { integrity });
      if (!answer.ok) throw new Error("refused");
      return new Uint8Array(await answer.arrayBuffer());
    } catch {
      if (tries === 0) failed();
      const wait = Math.min(500 * 2 ** tries, LONGEST_WAIT) * (0.5 + Math.random() / 2);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}
