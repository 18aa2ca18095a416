// What: the engine's words for why, as sentences: a reason by its last part, each fact by its name.
// Refuses: showing an engine's word that this build does not know; the general sentence stands then.
import { knows, t } from "@kit/words";

const ENDS: [string, string][] = [
  ["-check-digit", "check"],
  ["-check-digits", "check"],
  ["-tagger", "tagger"],
  ["-asked", "asked"],
  ["-prefix", "prefix"],
  ["-shape", "shape"],
  ["-address", "shape"],
  ["-international", "shape"],
  ["-token", "shape"],
  ["-fingerprint", "company"],
  ["-identifiers", "quasi"],
  ["-context", "context"],
  ["-beside-secret", "context"],
  ["-after-expiry", "context"],
  ["-assignment", "context"],
  ["-national", "context"],
];

export function reason(word: string): string {
  const known = ENDS.find(([end]) => word.endsWith(end));
  return t(`try-reason-${known?.[1] ?? "other"}`);
}

/** The facts that people have words for. */
export function facts(words: string[]): string[] {
  return words.map((word) => `try-fact-${word.toLowerCase()}`).filter(knows).map((name) => t(name));
}

export const slug = (word: string): string => word.toLowerCase().replaceAll("_", "-");
