// What: what the palette offers: acts on the open chat, places, and every chat by name.
// Refuses: offering what cannot be done at the moment.
import { code, pseudonym } from "@kit/identity";
import { t } from "@kit/words";
import type { Desk } from "./desk.svelte";
import type { Command } from "./keys";
import { may } from "./may.svelte";

/** An act by name: those of the keys, and those that have a place but no key. */
export type Order = Command | "guide" | "reviews" | "join" | "leave" | "theme" | "account" | "conduct" | "replies" | "sign-out";

export interface Offer {
  key: string;
  text: string;
  hint?: string;
  /** Identity class, for chats. */
  who?: import("@kit/http").Pseudonym;
  act: () => void;
}

/** What can be done with the open chat. */
export function possible(desk: Desk) {
  const item = desk.item;
  const leads = desk.person.role === "supervisor";
  const own = !!item && item.mine;
  const here = own && !desk.elsewhere(item);
  const mine = here && !item.joined;
  return {
    /** It is theirs, on this device. */
    mine,
    accept: !!item && item.agent === null && item.state !== "closed" && may.can("accept-conversation"),
    transfer: own && !item.joined && may.can("transfer-conversation", "list-colleagues"),
    hold: mine && may.can("hold-conversation"),
    close: mine && may.can("close-conversation"),
    write: here && may.can("post-to-conversation"),
    replies: here && may.can("keep-own-replies"),
    join: !!item && leads && item.agent !== null && !item.mine && item.state !== "closed" && may.can("join-conversation"),
    leave: !!item && item.joined && may.can("leave-conversation"),
  };
}

export function offers(desk: Desk, run: (command: Order) => void): Offer[] {
  const can = possible(desk);
  const plain = (command: Order, word: string, hint?: string): Offer => ({
    key: command,
    text: t(word),
    ...(hint ? { hint } : {}),
    act: () => run(command),
  });
  return [
    ...(can.accept ? [plain("accept", "console-accept", "A")] : []),
    ...(can.mine && can.transfer ? [plain("transfer", "console-transfer", "T")] : []),
    ...(can.hold ? [plain("hold", desk.item?.on_hold ? "console-hold-end" : "console-hold", "H")] : []),
    ...(can.close ? [plain("close", "console-close", "E")] : []),
    ...(can.join ? [plain("join", "console-join")] : []),
    ...(can.leave ? [plain("leave", "console-leave")] : []),
    ...(can.mine && can.write && desk.guideFits ? [plain("guide", "console-guide")] : []),
    ...(can.mine && can.replies && desk.talk?.mayWrite && desk.item
      ? desk.book.of(desk.item.queue).map((reply) => ({
          key: reply.reply,
          text: t("replies-command-insert", { name: reply.title }),
          hint: `/${reply.shortcut}`,
          act: () => void desk.insert(reply, false),
        }))
      : []),
    ...[...desk.items.values()].map((item) => ({
      key: item.conversation,
      text: t("console-command-open", { who: `${pseudonym(item.pseudonym)} ${code(item.pseudonym)}` }),
      who: item.pseudonym,
      act: () => desk.go(item.conversation),
    })),
    plain("inbox", "console-command-inbox", "G I"),
    plain("screening", "console-command-screening", "G R"),
    plain("record", "ledger-command-record", "G M"),
    ...(may.place("replies") ? [plain("replies", "replies-command")] : []),
    plain("conduct", "conduct-command"),
    ...(may.place("glass") ? [plain("glass", "glass-command", "G X")] : []),
    plain("reviews", "review-command"),
    plain("settings", "console-command-settings", "G S"),
    plain("account", "console-account"),
    plain("help", "console-command-keys", "?"),
    plain("theme", "console-command-theme"),
    plain("sign-out", "console-sign-out"),
  ];
}

/** Offers whose text holds every typed word, in any order. */
export function matching(all: Offer[], typed: string): Offer[] {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((offer) => words.every((word) => offer.text.toLocaleLowerCase().includes(word)));
}
