// What: the requests of whoever administers people. Refuses: being asked by anybody else (the server does).
import { ask } from "@kit/api";
import type { LinkHanded, People } from "@kit/http";

export const people = () => ask<People>("GET", "/v1/people");
export const reset = (agent: string) => ask<LinkHanded>("POST", `/v1/people/${encodeURIComponent(agent)}/reset`);
