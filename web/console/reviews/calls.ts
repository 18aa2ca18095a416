// What: the requests of access reviews, and their bodies.
// Refuses: being part of what is loaded first: nobody needs it on most days.
import { ask } from "@kit/api";

export interface Review {
  review: string;
  title: string;
  begun_by: string;
  begun_at: number;
  due_at: number;
  ended_at: number | null;
  open: number;
  confirmed: number;
  revoked: number;
  lapsed: number;
  kept: number;
}

export interface ReviewRow {
  item: string;
  review: string;
  title: string;
  due_at: number;
  person: string;
  kind: "role" | "own-role" | "team" | "training";
  value: string;
  detail: string;
  reviewer: string;
  decision: "confirmed" | "revoked" | "lapsed" | "kept" | null;
  decided_at: number | null;
}

export interface Reviews {
  runs: boolean;
  revives: boolean;
  reviews: Review[];
  mine: ReviewRow[];
  about_me: ReviewRow[];
  resting: { agent: string; name: string; why: "dormant" | "left" | "review"; since: number }[];
  people: { agent: string; name: string; role: string; own: boolean; leaves_at: number | null }[];
  dormant_days: number;
  now: number;
}

export interface Begin {
  title: string;
  due_at: number;
  language: string;
  by_leads: boolean;
  reviewer: string | null;
  assigned: { person: string; reviewer: string }[];
}

const id = encodeURIComponent;

export const list = () => ask<Reviews>("GET", "/v1/reviews");
export const begin = (asked: Begin) => ask<{ review: string }>("POST", "/v1/reviews", asked);
export const answer = (item: string, confirm: boolean) =>
  ask<void>("POST", `/v1/reviews/items/${id(item)}/answer`, { confirm });
export const report = (review: string) =>
  ask<{ html: string; pdf: string; note: string }>("GET", `/v1/reviews/${id(review)}/report`);
export const revive = (agent: string) => ask<void>("POST", `/v1/people/${id(agent)}/revive`);
export const leaving = (agent: string, at: number | null) =>
  ask<void>("PUT", `/v1/people/${id(agent)}/leaving`, { at });
