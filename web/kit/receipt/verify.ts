// What: proofs of the ledger checked in this browser, by a module of its own that nothing else loads.
// Refuses: a list of which one entry is not proven. What is shown comes out of what was proven; only
// the names of people are the server's word. Next: crates/verifier, Acts.svelte.
import type { Receipt } from "@kit/http";
import init, { proof, statement } from "./generated/verifier";
import wasmUrl from "./generated/verifier_bg.wasm?url";

export interface Act {
  number: number;
  kind: string;
  /** `server`, `issuer`, the id of a person; null where it is not opened. */
  who: string | null;
  name: string;
  about: string | null;
  /** The hash in the leaf that says what it is about, hex. */
  what: string;
  purpose: string | null;
  /** Microseconds. */
  time: number;
  /** The proof file. */
  text: string;
}

/** Why a list is not to be believed, as the end of a Fluent key. */
export type Doubt = "key" | "form" | "checkpoint" | "proof" | "closed" | "opening" | "statement" | "list" | "other-chat";

export interface Checked {
  acts: Act[];
  /** Leaves that the log had. */
  size: number;
  doubt: Doubt | null;
}

let loaded: Promise<unknown> | null = null;

/**
 * Checks every proof. `key`: the one that this browser has known before; the answer's own counts only
 * where there is none. `about`: the conversation that at least the named entries must be about.
 */
export async function check(receipt: Receipt, key: string | null, about: string | null): Promise<Checked> {
  loaded ??= init({ module_or_path: wasmUrl }).catch((error: unknown) => {
    loaded = null;
    throw error;
  });
  await loaded;
  const doubted = (doubt: Doubt): Checked => ({ acts: [], size: 0, doubt });
  if (key !== null && key !== receipt.key) return doubted("key");
  const acts: Act[] = [];
  let size = 0;
  try {
    for (const text of receipt.proofs) {
      const shown = proof(text, receipt.key);
      const { number, kind, name, time, what } = shown;
      const [who, aboutWhat, purpose] = [shown.who ?? null, shown.about ?? null, shown.purpose ?? null];
      size = Math.max(size, shown.size);
      shown.free();
      // A proof of somebody else's chat is true and proves nothing here.
      if (about && (aboutWhat === null || (aboutWhat.includes("cnv_") && !aboutWhat.includes(about))))
        return doubted("other-chat");
      acts.push({ number, kind, who, name, about: aboutWhat, what, purpose, time, text });
    }
    if (receipt.statement !== null) statement(receipt.statement, receipt.proofs, receipt.key);
  } catch (error) {
    return doubted(error instanceof Error ? (error.message as Doubt) : "form");
  }
  return { acts: acts.sort((a, b) => a.number - b.number), size, doubt: null };
}

/** Acts of the same kind by the same person in a row, as one. */
export function gathered(acts: Act[]): { act: Act; count: number; last: Act }[] {
  const rows: { act: Act; count: number; last: Act }[] = [];
  for (const act of acts) {
    const before = rows.at(-1);
    if (before && before.act.kind === act.kind && before.act.who === act.who && before.act.purpose === act.purpose) {
      before.count += 1;
      before.last = act;
    } else rows.push({ act, count: 1, last: act });
  }
  return rows;
}

/** Gives the person a file; nothing leaves the browser. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
