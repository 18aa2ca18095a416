// What: words by name from the Fluent files, numbers and choices in the person's language.
// The files are parsed when the pages are built (build/words.mjs); this reads that form.
// Refuses: text in code; a missing word shows its name and never an empty button.
// Next: words/en.ftl, the source.

type Piece = string | { v: string } | { s: string; d: string; c: Record<string, Pattern> };
export type Pattern = string | Piece[];
export type Words = Record<string, Pattern>;
export type Args = Record<string, string | number>;
type Load = () => Promise<{ default: Words }>;

const RIGHT_TO_LEFT = ["ar", "he", "fa", "ur"];

let words: Words = {};
export let language = "en";

/** Takes English at once and, if the person reads another shipped language, that one over it. */
export async function speak(english: Words, others: Record<string, Load>): Promise<void> {
  const asked = new URLSearchParams(location.search).get("lang");
  const wanted = [asked, ...navigator.languages].map((tag) => (tag ?? "").split("-")[0] ?? "");
  const found = wanted.find((tag) => tag === "en" || tag in others) ?? "en";
  const other = await others[found]?.().catch(() => null);
  use(other ? found : "en", { ...english, ...other?.default });
  document.documentElement.lang = language;
  document.documentElement.dir = RIGHT_TO_LEFT.includes(language) ? "rtl" : "ltr";
}

/** Adds words that came later, in the language that is spoken. */
export async function add(english: Words, others: Record<string, Load>): Promise<void> {
  const other = await others[language]?.().catch(() => null);
  words = { ...words, ...english, ...other?.default };
}

/** Sets the words without a page. */
export function use(tag: string, all: Words): void {
  language = tag;
  words = all;
}

function say(pattern: Pattern, args: Args): string {
  if (typeof pattern === "string") return pattern;
  return pattern
    .map((piece) => {
      if (typeof piece === "string") return piece;
      const value = args["v" in piece ? piece.v : piece.s] ?? "";
      if ("v" in piece)
        return typeof value === "number" ? new Intl.NumberFormat(language).format(value) : value;
      const plural = typeof value === "number" ? new Intl.PluralRules(language).select(value) : value;
      return say(piece.c[value] ?? piece.c[plural] ?? piece.c[piece.d] ?? "", args);
    })
    .join("");
}

/** The word of this name. */
export const t = (name: string, args: Args = {}): string => say(words[name] ?? name, args);

/** Whether a word exists; for keys that arrive from the brain. */
export const knows = (name: string): boolean => name in words;

/** The word for a key of the brain, or that of `otherwise` if this build does not know it. */
export const tell = (name: string, otherwise: string, args?: Args): string =>
  t(knows(name) ? name : otherwise, args);
