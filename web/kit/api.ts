// What: the requests that the pages themselves make. The workers make theirs in web/core.
// Refuses: silent failure: whatever goes wrong becomes a `Refused` with the server's problem, or
// `offline` if there was no answer. Next: http.ts for the bodies.
import type { HeldReason, HeldWhat } from "@core";
import type { Colleagues, ConductPage, Inbox, LedgerHeads, LedgerPage, PermissionAnswer, PermissionQuestion, Permissions, Problem, Receipt, Replies, Reply, ReplySaved, SelfTest, SignedIn, SignInStep, Site } from "./http";

/** A request that was not taken. `kind` is the last word of the problem's type, or `offline`. */
export class Refused extends Error {
  constructor(
    readonly kind: string,
    readonly status: number,
    readonly problem: Problem | null,
  ) {
    super(kind);
  }
}

/** Asks for anything of the interface; the calls with names stand below and in `console/account`. */
export async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      headers: body ? { "content-type": "application/json" } : {},
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  } catch {
    throw new Refused("offline", 0, null);
  }
  if (answer.ok) {
    const text = await answer.text();
    return (text ? JSON.parse(text) : undefined) as T;
  }
  const problem = (await answer.json().catch(() => null)) as Problem | null;
  throw new Refused(problem?.type.split("/").pop() ?? String(answer.status), answer.status, problem);
}

const id = encodeURIComponent;

export const site = (name: string) => ask<Site>("GET", `/v1/widget/sites/${id(name)}`);
export const current = () => ask<SignedIn>("GET", "/v1/sign-ins/current");
export const signIn = (name: string, password: string) =>
  ask<SignInStep>("POST", "/v1/sign-ins", { name, password });
export const signOut = () => ask<void>("DELETE", "/v1/sign-ins/current");
export const inbox = () => ask<Inbox>("GET", "/v1/inbox");
export const selfTest = () => ask<SelfTest>("GET", "/v1/self-test");
export const colleagues = () => ask<Colleagues>("GET", "/v1/colleagues");
export const join = (conversation: string, device: string) =>
  ask<void>("POST", `/v1/conversations/${id(conversation)}/join`, { device });
export const leave = (conversation: string) => ask<void>("POST", `/v1/conversations/${id(conversation)}/leave`);
export const accept = (conversation: string, device: string) =>
  ask<void>("POST", `/v1/conversations/${id(conversation)}/accept`, { device });
export const transfer = (conversation: string, to: { agent: string | null; queue: string | null }) =>
  ask<void>("POST", `/v1/conversations/${id(conversation)}/transfer`, to);
export const hold = (conversation: string, on: boolean) =>
  ask<void>("POST", `/v1/conversations/${id(conversation)}/hold`, { on });
export const close = (conversation: string) =>
  ask<void>("POST", `/v1/conversations/${id(conversation)}/close`);
export const held = (
  conversation: string,
  what: HeldWhat,
  outcome: "changed" | "sent",
  reason: HeldReason | null,
  kind: string | null,
) => ask<void>("POST", `/v1/conversations/${id(conversation)}/held`, { what, outcome, reason, kind });
const query = (asked: Record<string, string | number | null>) => {
  const given = Object.entries(asked).filter(([, value]) => value !== null && value !== "");
  return given.length ? `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}` : "";
};
export const ledgerActs = (asked: Record<string, string | number | null>) =>
  ask<LedgerPage>("GET", `/v1/ledger/acts${query(asked)}`);
export const ledgerOwn = (before: number | null) =>
  ask<LedgerPage>("GET", `/v1/ledger/own${query({ before })}`);
export const conduct = (days: number, own: boolean) =>
  ask<ConductPage>("GET", `/v1/conduct${own ? "/own" : ""}${query({ days })}`);
export const replies = () => ask<Replies>("GET", "/v1/replies");
export const saveReply = (reply: string | null, asked: Omit<Reply, "reply" | "may_change">) =>
  ask<ReplySaved>(reply ? "PUT" : "POST", reply ? `/v1/replies/${id(reply)}` : "/v1/replies", asked);
export const dropReply = (reply: string) => ask<void>("DELETE", `/v1/replies/${id(reply)}`);
export const ledgerHeads = () => ask<LedgerHeads>("GET", "/v1/ledger/heads");
export const permissions = () => ask<Permissions>("GET", "/v1/permissions");
export const askPermission = (asked: PermissionQuestion) => ask<PermissionAnswer>("POST", "/v1/permissions/ask", asked);
export const statement = (from: number, until: number) =>
  ask<Receipt>("GET", `/v1/ledger/statement${query({ from, until })}`);
