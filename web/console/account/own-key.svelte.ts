// What: whether what this browser keeps opens with the person's passkey alone, and changing that. Every
// tab lets go of its desk, what is kept is sealed anew, and the desks open again.
// Refuses: the change without the passkey itself, in both directions; an unlocked screen is not enough.
// Practice: F1. Next: core/src/reseal.ts.
import { forgetShut, keepPasskey, passkeyOf, placeOf, sealAll, type Halves } from "@core";
import * as calls from "./calls";
import { askSecret, bytes, forgetSecret, takeSecret } from "./passkeys";

/** How a change went. */
export type Turned = "on" | "off" | "no-passkey" | "no-secret" | "other-tab";

/** What the page of each tab can do with its desk. */
interface Desks {
  letGo: () => void;
  open: () => void;
}

type Word = { agent: string; type: "let-go" | "open" };

const LATEST_MILLIS = 20_000;

class OwnKey {
  /** Id of the passkey that opens this browser; null where none is asked for. */
  passkey = $state.raw<string | null>(null);
  #agent = "";
  #desks: Desks | null = null;
  #late: ReturnType<typeof setTimeout> | undefined;
  #tabs = new BroadcastChannel("tacita own key");

  constructor() {
    this.#tabs.onmessage = ({ data }: MessageEvent<Word>): void => {
      if (data.agent !== this.#agent) return;
      clearTimeout(this.#late);
      if (data.type === "open") return this.#desks?.open();
      this.#desks?.letGo();
      // The tab that asked may be closed before it is done.
      this.#late = setTimeout(() => this.#desks?.open(), LATEST_MILLIS);
    };
  }

  serve(desks: Desks): void {
    this.#desks = desks;
  }

  /** What opens this person's storage; null while their passkey has to be asked. */
  async halves(agent: string): Promise<Halves | null> {
    this.#agent = agent;
    this.passkey = await passkeyOf(agent);
    const secret = this.passkey ? takeSecret(this.passkey) : null;
    if (this.passkey && !secret) return null;
    forgetSecret();
    const { half } = await calls.unlock(await placeOf(agent));
    const halves = { agent, half: bytes(half), passkey: secret };
    // What a tab had open when it was turned on, or a page that was closed in the middle left over.
    if (secret) await sealAll(halves, true, false);
    return halves;
  }

  /** Asks the passkey that opens this browser; false when it was not given or says nothing. */
  async ask(): Promise<boolean> {
    const said = await askSecret(this.passkey);
    return said?.secret != null;
  }

  /** Turns it on or off for whoever is signed in. */
  async turn(on: boolean): Promise<Turned> {
    const [agent, desks] = [this.#agent, this.#desks];
    const said = await askSecret(this.passkey);
    if (!said || !desks) return "no-passkey";
    if (!said.secret) return "no-secret";
    const { half } = await calls.unlock(await placeOf(agent));
    const halves = { agent, half: bytes(half), passkey: said.secret.slice() };
    this.#say("let-go");
    desks.letGo();
    try {
      // Before anything is sealed under it: whoever opens the page next is asked for it.
      if (on) await keepPasskey(agent, said.passkey);
      const all = await sealAll(halves, on, true);
      if (!on && all) await keepPasskey(agent, null);
      return on ? "on" : all ? "off" : "other-tab";
    } finally {
      halves.half.fill(0);
      halves.passkey.fill(0);
      this.#say("open");
      desks.open();
    }
  }

  /** The passkey is lost: what only it opens goes, and this browser begins anew. */
  async giveUp(): Promise<boolean> {
    const gone = await forgetShut(this.#agent);
    if (gone) this.passkey = null;
    return gone;
  }

  #say(type: Word["type"]): void {
    this.#tabs.postMessage({ agent: this.#agent, type } satisfies Word);
  }
}

export const ownKey = new OwnKey();
