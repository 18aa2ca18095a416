// What: which act a key press means. Pure, so that tests need no page.
// Refuses: single letters inside a field, while a letter is composed, with a modifier, or when the
// person switched them off (WCAG 2.1.4).

export type Command =
  | "palette"
  | "help"
  | "next"
  | "previous"
  | "accept"
  | "transfer"
  | "hold"
  | "close"
  | "inbox"
  | "settings"
  | "screening"
  | "record"
  | "glass"
  | "back";

export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
  /** The press landed in something that takes text. */
  inField: boolean;
}

const LETTERS: Record<string, Command> = {
  j: "next",
  k: "previous",
  a: "accept",
  t: "transfer",
  h: "hold",
  e: "close",
  "?": "help",
};
const PLACES: Record<string, Command> = { i: "inbox", m: "record", r: "screening", s: "settings", x: "glass" };
const SEQUENCE_MILLIS = 1500;

export class Keys {
  #pending = -Infinity;

  /** The act of this press at this time in milliseconds, if it has one. */
  read(press: Press, letters: boolean, now: number): Command | null {
    if (press.isComposing) return null;
    const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
    if ((press.ctrlKey || press.metaKey) && !press.altKey) return key === "k" ? "palette" : null;
    if (press.altKey || press.metaKey) return null;
    if (key === "Escape") return "back";
    if (press.inField || !letters) return null;
    const after = now - this.#pending < SEQUENCE_MILLIS;
    this.#pending = -Infinity;
    if (after && PLACES[key]) return PLACES[key];
    if (key === "g") this.#pending = now;
    return LETTERS[key] ?? null;
  }
}

/** Whether an element takes text. */
export function takesText(element: Element | null): boolean {
  return !!element?.closest("input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable]");
}
