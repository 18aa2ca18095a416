// What: short notes about what just happened. Refuses: anything that must be read; that stays put.
interface Note {
  key: number;
  text: string;
  tone: "plain" | "red";
}

class Toasts {
  notes = $state.raw<Note[]>([]);
  #next = 0;

  say(text: string, tone: Note["tone"] = "plain"): void {
    const note = { key: this.#next++, text, tone };
    this.notes = [...this.notes.slice(-2), note];
    setTimeout(() => this.drop(note.key), tone === "red" ? 10_000 : 5_000);
  }

  drop(key: number): void {
    this.notes = this.notes.filter((note) => note.key !== key);
  }
}

export const toasts = new Toasts();
