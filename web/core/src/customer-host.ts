// A customer's conversation: one per site and browser. Opens it at the server when there is none.

import { Conversation, Knock, type Tables, type Wish } from "../generated/tacita";
import { base64url } from "./base64url";
import { setServerTime } from "./clock";
import { ConversationHost } from "./conversation-host";
import { Ground } from "./ground";
import { drawSecret, keepReceipt, lastShown } from "./receipts";
import { Screening } from "./screening";
import type { FromWorker, Start } from "./messages";

type CustomerStart = Extract<Start, { type: "customer" }>;

const LONGEST_WAIT = 30_000;
/** Reading and writing for the receipt waits until the first message has most likely left. */
const RECEIPT_AFTER_MILLIS = 250;

/** What goes with the request: the secret of this chat's receipt, and the hash of the last one's. */
type Papers = [drawn: { secret: string; hash: string }, returns: string | null];

/** The server's answer, and the secret whose hash it was given. */
interface Opened {
  text: string;
  secret: string;
}

/** A key that was shown to the server before there was a brain, and what it says. */
interface Knocked {
  knock: Knock;
  answer: Promise<Opened>;
}

const draw = (site: string): Promise<Papers> => Promise.all([drawSecret(), lastShown(site)]);

export class CustomerHost extends ConversationHost {
  private tries = 0;
  private answer: Promise<Opened> | null;

  /** The site's policy, asked for while the module is still on its way. */
  static screening({ origin, site }: CustomerStart): Screening {
    return new Screening(`${origin}/v1/widget/sites/${encodeURIComponent(site)}/screening`, null, "omit");
  }

  /** Where it is kept. */
  static ground({ site }: CustomerStart): Ground {
    return new Ground(`customer ${site}`);
  }

  /** What the request needs out of another storage, looked up while the module is still on its way. */
  static papers({ site, fresh }: CustomerStart): Promise<Papers> | null {
    const papers = fresh ? draw(site) : null;
    papers?.catch(() => undefined);
    return papers;
  }

  /** Opens a conversation at the server where this tab owns an empty storage; the module must be there. */
  static async knock(start: CustomerStart, ground: Ground, papers: Promise<Papers> | null): Promise<Knocked | null> {
    if (papers === null || !(await ground.first)) return null;
    const kept = await ground.entries?.catch(() => null);
    if (kept?.length !== 0) return null;
    const knock = new Knock(start.site);
    const answer = ask(start, knock.proof(), papers);
    answer.catch(() => undefined);
    return { knock, answer };
  }

  constructor(
    private readonly start: CustomerStart,
    private readonly tables: Tables,
    ground: Ground,
    screening: Screening,
    private readonly knocked: Knocked | null,
    say: (message: FromWorker) => void,
  ) {
    super(start.origin, ground, say, screening);
    this.answer = knocked?.answer ?? null;
    // A chat is being opened: its socket makes its way to the server at the same time.
    if (knocked) this.socket.dial();
    void this.run();
  }

  protected make(): Conversation {
    const { site, rootFingerprint, fresh } = this.start;
    return Conversation.customer(this.tables, site, rootFingerprint, fresh, this.knocked?.knock);
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
    // The answer is followed by a socket: both make their way to the server at the same time.
    this.socket.dial();
    try {
      // One answer for one secret: another try brings another.
      const first = this.answer;
      this.answer = null;
      const { text, secret } = await (first ?? ask(this.start, proof, draw(this.start.site)));
      // Before the module looks at a clock for the first time: it checks lifetimes next.
      const { time, conversation } = JSON.parse(text) as { time: number; conversation: string };
      setServerTime(time);
      setTimeout(() => void this.keep(conversation, secret).catch(() => undefined), RECEIPT_AFTER_MILLIS);
      this.give((brain, at) => brain.opened(at, text));
    } catch {
      this.tries += 1;
      if (this.tries === 1) this.tell({ type: "alarm", what: "no-server" });
      const wait = Math.min(500 * 2 ** this.tries, LONGEST_WAIT) * (0.5 + Math.random() / 2);
      setTimeout(() => void this.open(proof), wait);
    }
  }
}

/** Opens a conversation for a fresh key. */
async function ask(start: CustomerStart, proof: Uint8Array, papers: Promise<Papers>): Promise<Opened> {
  const [{ secret, hash }, returns] = await papers;
  const body = {
    leaf_key: base64url(proof.slice(0, 32)),
    signature: base64url(proof.slice(32)),
    receipt: hash,
    returns,
    language: start.language || null,
  };
  const url = `${start.origin}/v1/widget/sites/${encodeURIComponent(start.site)}/conversations`;
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    credentials: "omit",
  });
  if (!answer.ok) throw new Error("refused");
  return { text: await answer.text(), secret };
}
