// What: until when this browser's person has looked at what reviews took away. Refuses: what it was; a moment
// alone is kept.
const KEY = "tacita-reviews-seen";

class Seen {
  /** Microseconds since 1970. */
  until = $state.raw(0);

  constructor() {
    try {
      this.until = Number(localStorage.getItem(KEY)) || 0;
    } catch {
      // Storage refused: the strip comes again with the page.
    }
  }

  upTo(moment: number): void {
    if (moment <= this.until) return;
    this.until = moment;
    try {
      localStorage.setItem(KEY, String(moment));
    } catch {
      // As above.
    }
  }
}

export const seen = new Seen();
