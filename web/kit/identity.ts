// What: who a customer is for people: colour, animal and code, always the three together.
// Refuses: a colour outside the eight; an unknown word gets one of them by its letters, so that two
// rows of one customer always look alike.
import type { Pseudonym } from "./http";
import { tell } from "./words";

export const COLOURS = ["amber", "blue", "coral", "green", "indigo", "olive", "rose", "teal"] as const;

/** The class of tokens.css that carries colour and pattern. */
export function colourClass(who: Pseudonym): string {
  const word = who.colour.toLowerCase();
  if ((COLOURS as readonly string[]).includes(word)) return `who who-${word}`;
  const sum = [...word].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return `who who-${COLOURS[sum % COLOURS.length]}`;
}

/** `Amber Heron`, in the reader's language where the words are known. */
export function pseudonym(who: Pseudonym): string {
  const colour = tell(`colour-${who.colour}`, "", {}) || capital(who.colour);
  const animal = tell(`animal-${who.animal}`, "", {}) || capital(who.animal);
  return `${colour} ${animal}`;
}

/** `7F3K`: read aloud and compared, so in capitals. */
export const code = (who: Pseudonym): string => `#${who.code.toUpperCase()}`;

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
