// A customer's conversation: one per site and browser. Opens it at the server when there is none.

import { Conversation, type Tables, type Wish } from "../generated/tacita";
import { base64url } from "./base64url";
import { setServerTime } from "./clock";
import { ConversationHost } from "./conversation-host";
import { Ground } from "./ground";
import { drawSecret, keepReceipt, lastShown } from "./receipts";
import { Screening } from "./screening";
import type { FromWorker, Start } from "./messages";

type CustomerStart = Extract<Start, { type: "customer" }>;

const LONGEST_WAIT = 30_000;

export class CustomerHost extends ConversationHost {
  private tries = 0;

  /** The site's policy, asked for while the module is still on its way. */
  static screening({ origin, site }: CustomerStart): Screening {
    return new Screening(`${origin}/v1/widget/sites/${encodeURIComponent(site)}/screening`, null, "omit");
  }

  /** Where it is kept. */
  static ground({ site }: CustomerStart): Ground {
    return new Ground(`customer ${site}`);
  }

  constructor(
    private readonly start: CustomerStart,
    private readonly tables: Tables,
    ground: Ground,
    screening: Screening,
    say: (message: FromWorker) => void,
  ) {
    super(start.origin, ground, say, screening);
    void this.run();
  }

  protected make(): Conversation {
    const { site, rootFingerprint, fresh } = this.start;
    return Conversation.customer(this.tables, site, rootFingerprint, fresh);
  }

  protected wish(word: string, wish: Wish): void {
    if (word === "open") void this.open(wish.takeBytes());
  }

  /** Beside the chat, which does not wait for it. */
  private async keep(conversation: string, secret: string): Promise<void> {
    const { origin, site } = this.start;
    const answer = await fetch(`${origin}/v1/widget/sites/${encodeURIComponent(site)}`, {
      credentials: "omit",
      cache: "no-store",
    });
    const facts = answer.ok ? ((await answer.json()) as { ledger_key?: string | null; to_last_agent?: boolean }) : {};
    const ledgerKey = facts.ledger_key ?? null;
    const toLastAgent = facts.to_last_agent === true;
    const kept = { conversation, secret, ledgerKey, toLastAgent, began: Date.now() };
    this.say({ type: "kept", kept });
    await keepReceipt(site, kept);
  }

  private async open(proof: Uint8Array): Promise<void> {
    const { origin, site } = this.start;
    // The answer is followed by a socket: both make their way to the server at the same time.
    this.socket.dial();
    try {
      const [{ secret, hash }, returns] = await Promise.all([drawSecret(), lastShown(site)]);
      const body = {
        leaf_key: base64url(proof.slice(0, 32)),
        signature: base64url(proof.slice(32)),
        receipt: hash,
        returns,
        language: this.start.language || null,
      };
      const url = `${origin}/v1/widget/sites/${encodeURIComponent(site)}/conversations`;
      const answer = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
        credentials: "omit",
      });
      if (!answer.ok) throw new Error("refused");
      const text = await answer.text();
      // Before the module looks at a clock for the first time: it checks lifetimes next.
      const { time, conversation } = JSON.parse(text) as { time: number; conversation: string };
      setServerTime(time);
      void this.keep(conversation, secret).catch(() => undefined);
      this.give((brain, at) => brain.opened(at, text));
    } catch {
      this.tries += 1;
      if (this.tries === 1) this.tell({ type: "alarm", what: "no-server" });
      const wait = Math.min(500 * 2 ** this.tries, LONGEST_WAIT) * (0.5 + Math.random() / 2);
      setTimeout(() => void this.open(proof), wait);
    }
  }
}
