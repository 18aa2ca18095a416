// What: the text being written, what screening found in it and what the writer chose for each find.
// Refuses: sending what was not reviewed in this wording: a press of send waits for the review of
// exactly this text. The brain screens once more; this only makes the choices visible.
// Next: Composer.svelte, which draws it.
import type { Act, Choice, Finding, Held, HeldReason, HeldWhat } from "@core";

/** A message id that the page draws, so that a double press sends once: 26 Crockford digits. */
export function messageId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let text = "";
  for (let i = 0; i < 26; i++) {
    text = "0123456789abcdefghjkmnpqrstvwxyz".charAt(Number(value & 31n)) + text;
    value >>= 5n;
  }
  return `msg_${text}`;
}

const TYPING_MILLIS = 4000;
/** A review takes microseconds; longer than this, the part that makes it is still on its way. */
const SLOW_MILLIS = 300;

export class Draft {
  text = $state("");
  findings = $state.raw<Finding[]>([]);
  /** What holds an agent's draft back. */
  held = $state.raw<Held[]>([]);
  /** How often sending was tried while something held it. */
  tries = $state(0);
  /** The last message that was sent from here. */
  sent = $state.raw("");
  /** The review of this text is late: nothing can be sent before it, and the writer is told so. */
  slow = $state(false);
  /** What the writer wants sent as it is, by kind and wording. */
  #anyway = $state.raw<string[]>([]);
  /** What the agent sends in spite of what holds it, by what, why and wording. */
  #accepted = $state.raw<string[]>([]);
  #reason: HeldReason | null = null;
  #act: (act: Act) => void;
  #number = 0;
  #reviewed = "";
  #wanted = false;
  #typing = 0;
  #quiet: ReturnType<typeof setTimeout> | undefined;
  #late: ReturnType<typeof setTimeout> | undefined;

  constructor(act: (act: Act) => void) {
    this.#act = act;
  }

  /** Findings that call for attention: all but those that policy leaves alone. */
  get shown(): Finding[] {
    return this.findings.filter((f) => f.action !== "allow");
  }

  /** What still holds the draft, in order of place. */
  get holding(): Held[] {
    return this.held.filter((h) => !this.#accepted.includes(this.#heldName(h)));
  }

  get empty(): boolean {
    return this.text.trim() === "";
  }

  write(text: string): void {
    this.text = text;
    // Before asking: an answer that comes at once would find nothing to take back.
    if (text !== "") this.#late ??= setTimeout(() => (this.slow = true), SLOW_MILLIS);
    this.#act({ type: "draft", number: ++this.#number, text });
    this.#type(text !== "");
  }

  reviewed(number: number, findings: Finding[], held: Held[] = []): void {
    if (number !== this.#number) return;
    this.findings = findings;
    this.held = held;
    this.#reviewed = this.text;
    this.#arrived();
    if (this.#wanted) this.send();
  }

  isAnyway(finding: Finding): boolean {
    return finding.may_send_anyway && this.#anyway.includes(this.#name(finding));
  }

  anyway(finding: Finding, on: boolean): void {
    const name = this.#name(finding);
    this.#anyway = on ? [...this.#anyway, name] : this.#anyway.filter((n) => n !== name);
  }

  /** Takes the found value out of the text. */
  remove(finding: Finding): void {
    const rest = this.text.slice(0, finding.start) + this.text.slice(finding.end);
    this.write(rest.replace(/ {2,}/g, " ").trimStart());
  }

  /** Takes the words that hold the draft out: of a question the whole sentence, else only them. */
  takeOut(held: Held): void {
    const { text } = this;
    let { start, end } = held;
    if (held.what !== "wrong-window") {
      const ends = /[.!?\n。？！]/g;
      start = Math.max(...[0, ...[...text.slice(0, start).matchAll(ends)].map((m) => m.index + 1)]);
      const after = text.slice(end).search(ends);
      end = after < 0 ? text.length : end + after + 1;
    }
    this.write((text.slice(0, start) + text.slice(end)).replace(/ {2,}/g, " ").trim());
  }

  /** Sends with everything that holds the draft; the brain asks policy once more. */
  sendHeld(reason: HeldReason | null): string | null {
    this.#accepted = this.held.map((h) => this.#heldName(h));
    this.#reason = reason;
    return this.send();
  }

  /** The id of the message, or null while the review is awaited or something holds the draft. */
  send(): string | null {
    if (this.empty) return null;
    if (this.text !== this.#reviewed) {
      this.#wanted = true;
      return null;
    }
    this.#wanted = false;
    if (this.holding.length > 0) {
      this.tries++;
      return null;
    }
    const choices = this.findings.map((f): Choice => (this.isAnyway(f) ? "send-anyway" : "suggested"));
    const [text, message, reason] = [this.text, messageId(), this.#reason];
    const anyway = this.held.map((h): HeldWhat => h.what).filter((what, at, all) => all.indexOf(what) === at);
    this.clear();
    this.#act({ type: "send", message, text, choices, ...(anyway.length > 0 ? { anyway, reason } : {}) });
    this.sent = message;
    return message;
  }

  clear(): void {
    this.text = "";
    this.findings = [];
    this.held = [];
    this.#accepted = [];
    this.#reason = null;
    this.#anyway = [];
    this.#reviewed = "";
    this.#wanted = false;
    this.#number++;
    this.#arrived();
    this.#type(false);
  }

  #arrived(): void {
    clearTimeout(this.#late);
    this.#late = undefined;
    this.slow = false;
  }

  /** That somebody types is told at most every four seconds and taken back after as long. */
  #type(on: boolean): void {
    clearTimeout(this.#quiet);
    if (on) this.#quiet = setTimeout(() => this.#type(false), TYPING_MILLIS);
    const now = Date.now();
    if (on ? now - this.#typing < TYPING_MILLIS : this.#typing === 0) return;
    this.#typing = on ? now : 0;
    this.#act({ type: "typing", on });
  }

  #heldName(held: Held): string {
    return `${held.what}:${held.why}:${this.text.slice(held.start, held.end)}`;
  }

  #name(finding: Finding): string {
    return `${finding.kind}:${this.text.slice(finding.start, finding.end)}`;
  }
}
