// What: the requests of the page of people and roles. What changes rights asks for a fresh proof.
// Refuses: deciding who may; the server does.
import { ask, Refused } from "@kit/api";
import type { DirectoryTokens, Duties, LinkHanded, People, RoleFacts, Roles } from "@kit/http";
import { proof } from "../account/proof.svelte";

const id = encodeURIComponent;

export const people = () => ask<People>("GET", "/v1/people");
export const roles = () => ask<Roles>("GET", "/v1/roles");

/** The word for what went wrong, none when it is done, null when the person gave up proving. */
export async function change(act: () => Promise<void>): Promise<"" | "malformed" | "conflict" | "other" | null> {
  try {
    const done = await proof.guard(async () => (await act(), true));
    return done ? "" : null;
  } catch (cause) {
    if (cause instanceof Refused && cause.status === 400) return "malformed";
    if (cause instanceof Refused && cause.status === 409) return "conflict";
    return "other";
  }
}

export const duties = (agent: string, what: Duties) => ask<void>("PUT", `/v1/people/${id(agent)}/duties`, what);
export const record = (agent: string, training: string, until: number) =>
  ask<void>("PUT", `/v1/people/${id(agent)}/trainings/${id(training)}`, { until });
export const end = (agent: string, training: string) =>
  ask<void>("DELETE", `/v1/people/${id(agent)}/trainings/${id(training)}`);
export const compose = (name: string, shape: RoleFacts["shape"]) => ask<void>("PUT", `/v1/roles/${id(name)}`, shape);
export const drop = (name: string) => ask<void>("DELETE", `/v1/roles/${id(name)}`);
export const reset = (agent: string) => ask<LinkHanded>("POST", `/v1/people/${id(agent)}/reset`);
export const tokens = () => ask<DirectoryTokens>("GET", "/v1/directory/tokens");
export const makeToken = (label: string) => ask<{ token: string }>("POST", "/v1/directory/tokens", { label });
export const endToken = (token: string) => ask<void>("DELETE", `/v1/directory/tokens/${id(token)}`);
