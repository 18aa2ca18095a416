// What: risky acts ask for a fresh second factor; this asks once and then does what was wanted.
// Refuses: doing the act when the person closes the question. The server decides what is fresh.
import * as api from "@kit/api";

class Proof {
  /** Answers the open question; null while there is none. */
  open = $state.raw<((proven: boolean) => void) | null>(null);

  /** Does something; if the server asks for a fresh proof, asks the person and does it again. */
  async guard<T>(act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (cause) {
      if (!(cause instanceof api.Refused) || cause.kind !== "step-up") throw cause;
    }
    const proven = await new Promise<boolean>((answer) => (this.open = answer));
    this.open = null;
    return proven ? act() : undefined;
  }
}

export const proof = new Proof();
