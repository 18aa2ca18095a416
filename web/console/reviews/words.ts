// What: a right of an access review in words, the same on every list. Refuses: nothing; a role of the
// installation's own is shown by its name.
import { t } from "@kit/words";
import type { ReviewRow } from "./calls";

/** What the right is. */
export const right = (row: ReviewRow): string =>
  t(`review-right-${row.kind}`, { what: row.kind === "role" ? t(`may-who-${row.value}`) : row.value });

/** What it comes to: queues, chats at once, skills; with a composed role what it was composed from. */
export function comesTo(row: ReviewRow): string {
  if (row.kind === "training") return t("review-training-what");
  if (row.kind === "team") return row.detail ? t("review-queues", { what: row.detail }) : t("review-queues-none");
  const parts = row.detail.split(", ");
  const base = row.kind === "own-role" ? parts.shift() : undefined;
  const [chats, ...skills] = parts;
  return [
    ...(base ? [t("people-role-base", { base: t(`may-who-${base}`) })] : []),
    t("people-capacity-count", { count: Number(chats) }),
    ...(skills.length ? [t("review-skills", { what: skills.join(", ") })] : []),
  ].join(" · ");
}
