// What: the request for a receipt. Apart from kit/api.ts, which the widget's first paint carries.
// Refuses: an address with the secret in it; it goes in the body.
import type { Problem, Receipt } from "@kit/http";

export type Answer = { receipt: Receipt } | { failed: "gone" | "held" | "offline" };

export async function askReceipt(key: string): Promise<Answer> {
  try {
    const answer = await fetch("/v1/widget/receipts", {
      method: "POST",
      credentials: "omit",
      cache: "no-store",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ key }),
    });
    if (answer.ok) return { receipt: (await answer.json()) as Receipt };
    const problem = (await answer.json()) as Problem;
    if (problem.type.endsWith("no-reveal")) return { failed: "held" };
    return { failed: answer.status === 404 ? "gone" : "offline" };
  } catch {
    return { failed: "offline" };
  }
}
