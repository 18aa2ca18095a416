// What: the few things a person sets for this browser: look, single-letter keys, notifications.
// Refuses: anything about a chat or a customer; this is kept in plain storage.

type Theme = "system" | "light" | "dark";

function read(name: string): string | null {
  try {
    return localStorage.getItem(`tacita-${name}`);
  } catch {
    return null;
  }
}
function write(name: string, value: string): void {
  try {
    localStorage.setItem(`tacita-${name}`, value);
  } catch {
    // Storage refused: the choice lasts until the page is closed.
  }
}

class Preferences {
  theme = $state.raw<Theme>("system");
  letters = $state(true);

  constructor() {
    const theme = read("theme");
    if (theme === "light" || theme === "dark") this.theme = theme;
    this.letters = read("letters") !== "off";
  }

  apply(): void {
    const root = document.documentElement;
    if (this.theme === "system") delete root.dataset["theme"];
    else root.dataset["theme"] = this.theme;
  }
  setTheme(theme: Theme): void {
    this.theme = theme;
    write("theme", theme);
    this.apply();
  }
  setLetters(on: boolean): void {
    this.letters = on;
    write("letters", on ? "on" : "off");
  }
  /** Light becomes dark and back, from whatever is seen. */
  flip(): void {
    const dark = this.theme === "dark" || (this.theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
    this.setTheme(dark ? "light" : "dark");
  }
}

export const preferences = new Preferences();
