// What: the languages of the safety guide: which one a person gets, and its words, fetched when needed.
// Refuses: storing the choice. It lives as long as this page and is gone with the chat.
// Next: Guide.svelte (the sheet), kit/words/guide/en.ftl (the source of the words).

export type GuideWords = Record<string, string>;
/** The moment in which the guide is opened: it leads with what helps there, in `any` with nothing. */
export type About = "any" | "send" | "agent" | "done";

interface Language {
  tag: string;
  /** As its own speakers call it; not a word to translate. */
  name: string;
  /** For screen readers and fonts, where it says more than the tag. */
  lang?: string;
  rtl?: boolean;
}
export const LANGUAGES: Language[] = [
  { tag: "af", name: "Afrikaans" },
  { tag: "de", name: "Deutsch" },
  { tag: "en", name: "English" },
  { tag: "es", name: "Español" },
  { tag: "fr", name: "Français" },
  { tag: "zu", name: "isiZulu" },
  { tag: "it", name: "Italiano" },
  { tag: "nl", name: "Nederlands" },
  { tag: "pl", name: "Polski" },
  { tag: "pt", name: "Português" },
  { tag: "tr", name: "Türkçe" },
  { tag: "ar", name: "العربية", rtl: true },
  { tag: "hi", name: "हिन्दी" },
  { tag: "zh", name: "简体中文", lang: "zh-Hans" },
];

/** What the content of this language carries, so that it is drawn and spoken right. */
export function marks(tag: string): { lang: string; dir: "ltr" | "rtl" } {
  const found = LANGUAGES.find((one) => one.tag === tag);
  return { lang: found?.lang ?? tag, dir: found?.rtl ? "rtl" : "ltr" };
}

/** The first language that a person reads and the guide has; else that of the page; else English. */
export function choose(wanted: readonly string[], page: string): string {
  const tags = [...wanted, page].map((tag) => tag.toLowerCase().split(/[-_]/)[0]);
  return tags.find((tag) => LANGUAGES.some((one) => one.tag === tag)) ?? "en";
}

let chosen: string | null = null;
/** A person's own choice counts for every later opening. */
export const remember = (tag: string): void => void (chosen = tag);
export const current = (page: string): string => chosen ?? choose(navigator.languages, page);

const files = import.meta.glob<GuideWords>("../kit/words/guide/*.ftl", { import: "default" });

/** The words of one language. Browsers keep what they fetched; a failure is tried again. */
export async function read(tag: string): Promise<GuideWords> {
  const file = files[`../kit/words/guide/${tag}.ftl`];
  if (!file) throw new Error(`no guide in ${tag}`);
  return file();
}
