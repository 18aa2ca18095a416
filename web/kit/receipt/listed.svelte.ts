// What: whether the devices that can read a chat stand in the organisation's public log, proven in
// this browser. Fetched after the chat, as soon as somebody of the desk is in it.
// Refuses: the server's word. A proof must be about this very credential, made by the issuer, and
// signed by the key that the shop's page pins, or that this browser has seen first.
// Next: widget/Alarms.svelte (asks), kit/talk/WhoCanRead.svelte (shows), crates/verifier.
import type { Member } from "@core";
import type { Receipt } from "@kit/http";

/** `asked` while nobody answered; `unknown` where no proof could be fetched, which proves nothing. */
export type Standing = "asked" | "listed" | "unlisted" | "unknown";

const MOST = 16;
const AGAIN_MILLIS = 15_000;

export class Listed {
  standing = $state.raw<Record<string, Standing>>({});
  #key: string | null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `key`: the one that this browser pins; without it the first answer's is remembered. */
  constructor(key: string | null) {
    this.#key = key;
  }

  /** Looks after everybody of the desk who was not looked after yet. */
  async look(members: Member[]): Promise<void> {
    const wanted = members
      .filter((member) => member.role !== "customer" && ["unknown", undefined].includes(this.standing[member.credential]))
      .map((member) => member.credential);
    const asked = wanted.filter((one, at) => wanted.indexOf(one) === at).slice(0, MOST);
    if (asked.length === 0) return;
    this.#put(asked, () => "asked");
    const found = await this.#prove(asked).catch(() => null);
    this.#put(asked, (one) => (found === null ? "unknown" : found.includes(one) ? "listed" : "unlisted"));
    clearTimeout(this.#timer);
    if (found === null) this.#timer = setTimeout(() => void this.look(members), AGAIN_MILLIS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #put(asked: string[], standing: (one: string) => Standing): void {
    this.standing = { ...this.standing, ...Object.fromEntries(asked.map((one) => [one, standing(one)])) };
  }

  /** Those that are proven. Throws where there is no answer, or none yet: the log may be without a head. */
  async #prove(asked: string[]): Promise<string[]> {
    const answer = await fetch("/v1/widget/credentials", {
      method: "POST",
      credentials: "omit",
      cache: "no-store",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ credentials: asked.map(base64urlOfHex) }),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const receipt = (await answer.json()) as Receipt;
    const { check } = await import("./verify");
    const checked = await check(receipt, this.#key, null);
    // Another key, a head that does not fit, a changed proof: as good as no proof at all.
    if (checked.doubt) return [];
    this.#key = receipt.key;
    const issued = checked.acts.filter((act) => act.kind === "credential-issued" && act.who === "issuer");
    return issued.map((act) => act.what);
  }
}

function base64urlOfHex(hex: string): string {
  const bytes = hex.match(/../g)?.map((pair) => String.fromCodePoint(Number.parseInt(pair, 16))) ?? [];
  return btoa(bytes.join("")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
