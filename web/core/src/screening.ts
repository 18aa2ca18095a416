// Fetches the screening policy for a conversation's brain. The brain begins with the built-in rules,
// which are the strict ones, and takes the server's as soon as they are here; every fresh socket asks
// again, so that a changed policy reaches chats that are open.

import type { Conversation } from "../generated/tacita";

/** A chat does not wait longer for its policy than this. */
const PATIENCE_MILLIS = 4000;
/** How old lines may be when a socket opens again. */
const FRESH_MILLIS = 60_000;

export class Screening {
  private lines: string | null = null;
  private asked = 0;
  private running: Promise<void> | null = null;

  /** `queue`: how the lines name this conversation's queue; null where they are of one queue alone. */
  constructor(
    private readonly url: string,
    private readonly queue: string | null,
    private readonly credentials: RequestCredentials,
  ) {}

  /** Resolves when the lines are here, or when waiting any longer would keep the person waiting. */
  ready(): Promise<void> {
    if (this.lines !== null) return Promise.resolve();
    const patience = new Promise<void>((done) => setTimeout(done, PATIENCE_MILLIS));
    return Promise.race([this.fetch(), patience]);
  }

  /** Gives the lines to a brain. */
  apply(brain: Conversation): void {
    if (this.lines === null) return;
    try {
      brain.screening(this.lines, this.queue ?? undefined);
    } catch {
      // A newer server's lines: the rules that are in force stay.
      this.lines = null;
    }
  }

  /** Asks again if the lines are old or missing, or `told` that they changed, and gives them to the brain. */
  async renew(brain: () => Conversation | null, told = false): Promise<void> {
    if (!told && this.lines !== null && Date.now() - this.asked < FRESH_MILLIS) return;
    // One that is on its way may have been answered before the change.
    if (told) await this.running;
    await this.fetch();
    const now = brain();
    if (now !== null) this.apply(now);
  }

  private fetch(): Promise<void> {
    this.running ??= this.once().finally(() => (this.running = null));
    return this.running;
  }

  private async once(): Promise<void> {
    try {
      const answer = await fetch(this.url, { credentials: this.credentials });
      if (!answer.ok) return;
      this.lines = await answer.text();
      this.asked = Date.now();
    } catch {
      // Not reachable: the next socket asks again.
    }
  }
}
