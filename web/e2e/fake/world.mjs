// What: the made-up people, chats and shop of the stand-in server.
import { readFileSync } from "node:fs";

const now = Date.now() * 1000;
const minutes = (n) => n * 60_000_000;
const MY_DEVICE = "dev_00000000000000000000000001";

const item = (conversation, colour, animal, code, more) => ({
  conversation,
  queue: "que_1",
  queue_name: "Orders",
  state: "active",
  pseudonym: { colour, animal, code },
  waiting_since: null,
  last_entry_time: now - minutes(3),
  agent: null,
  agent_name: null,
  mine: false,
  joined: false,
  device: null,
  unread: 0,
  customer_online: true,
  on_hold: false,
  ...more,
});
const me = { agent: "agt_me", agent_name: "Thandi Nkosi", mine: true, device: MY_DEVICE };

export const items = [
  item("cnv_1", "amber", "heron", "7f3k", { ...me, waiting_since: now - minutes(0.5), unread: 1 }),
  item("cnv_2", "blue", "otter", "k2v8", { ...me, on_hold: true }),
  item("cnv_long", "rose", "badger", "m0qd", { ...me, customer_online: false, last_entry_time: now - minutes(42) }),
  item("cnv_4", "teal", "wren", "p94t", { state: "waiting", waiting_since: now - minutes(2.2), queue_name: "Billing" }),
  item("cnv_5", "olive", "hare", "0zx1", { state: "waiting", waiting_since: now - minutes(11.7) }),
  item("cnv_6", "indigo", "marten", "c5ys", { agent: "agt_ben", agent_name: "Ben Okafor" }),
  item("cnv_7", "green", "newt", "8hhd", { ...me, device: "dev_other", last_entry_time: now - minutes(20) }),
  item("cnv_8", "coral", "seal", "a7j2", { agent: "agt_ana", agent_name: "Ana Lima", queue_name: "Billing" }),
];
export const counts = { mine: 4, waiting: 2, all: 8 };
const agents = [
  { agent: "agt_me", display_name: "Thandi Nkosi", online: true, open_chats: 4, capacity: 6 },
  { agent: "agt_ben", display_name: "Ben Okafor", online: true, open_chats: 1, capacity: 5 },
  { agent: "agt_ana", display_name: "Ana Lima", online: false, open_chats: 1, capacity: 5 },
];
const hours = { zone: "Africa/Johannesburg", open: ["mon-fri 08:00-17:00", "sat 09:00-13:00"], closed: [] };
/** What people of each role may do at all, as the service would tell it. */
const answers_ = [
  "see-inbox-row", "accept-conversation", "open-conversation", "post-to-conversation", "open-intake", "transfer-conversation",
  "join-conversation", "leave-conversation", "hold-conversation", "close-conversation", "see-device", "register-device", "revoke-device",
  "list-colleagues", "read-own-record", "ask-to-join", "ask-to-look", "ask-to-send", "see-glass", "read-metadata", "end-glass", "keep-own-replies",
];
const oversees = ["revoke-device", "close-account", "read-own-record", "ask-to-look", "answer-glass", "see-glass", "read-metadata", "end-glass", "read-ledger", "see-permissions", "list-people"];
export const may = {
  agent: answers_,
  supervisor: [...answers_, "answer-glass", "keep-queue-replies", "see-conduct"],
  officer: [...oversees, "review-glass", "see-conduct"],
  administrator: [
    ...oversees, "reset-access", "change-role", "change-teams", "change-skills", "change-capacity", "record-training", "end-training",
    "compose-role", "drop-role", "administer",
  ],
};
const person = {
  agent: "agt_me",
  display_name: "Thandi Nkosi",
  role: "agent",
  tenant: "ten_1",
  root_fingerprint: "00ff",
  certificates: [],
  shop_name: "Harbour Books",
  profile: "tacita-pq-1",
  time: now,
  blur_seconds: 60,
  lock_seconds: 600,
  acts: may.agent,
};

const officer = { ...person, agent: "agt_officer", display_name: "Noor Haddad", role: "officer", acts: may.officer };
const acts = [
  ["ledger-read", "agent", officer, "ledger", "administer"],
  ["log-opened", "agent", person, "cnv_0000000000000000000000007f3k", "answer-chat"],
  ["denied", "agent", { agent: "agt_ben", display_name: "Ben Okafor" }, "cnv_0000000000000000000000007f3k", null],
  ["assigned", "agent", person, "cnv_0000000000000000000000007f3k", "answer-chat"],
  ["intake-opened", "agent", person, "rec_000000000000000000000000a1b2", "answer-chat"],
  ["over-collection-sent", "agent", person, null, "answer-chat"],
  ["inbox-listed", "agent", person, "inbox", "triage-queue"],
  ["signed-in", "agent", person, "sgn_00000000000000000000000099zz", null],
  ["sign-in-refused", "server", null, null, null],
  ["conversation-opened", "customer", null, "cnv_0000000000000000000000007f3k", "own-conversation"],
  ["credential-issued", "issuer", null, "dev_0000000000000000000000000001", null],
  ["configuration-changed", "server", null, null, null],
].map(([kind, who, by, what, purpose], at) => ({
  number: 1204 - at * 3,
  kind,
  who,
  person: by?.agent ?? null,
  name: by?.display_name ?? "",
  what,
  purpose,
  time: now - minutes(at * 4),
  signed: at > 0,
}));
const heads = Array.from({ length: 40 }, (_, at) => ({
  size: 300 + at * 18 + Math.round(40 * Math.sin(at / 3)) + (at > 28 ? (at - 28) * 20 : 0),
  root: "AAAA",
  time: now - minutes(40 - at),
  witnesses: at < 39 ? ["witness.example.org"] : [],
}));

export const officers = {
  "GET /v1/sign-ins/current": officer,
};
const ACTS = [
  ["see-inbox-row", "conversation"], ["accept-conversation", "conversation"], ["open-conversation", "conversation"],
  ["post-to-conversation", "conversation"], ["open-intake", "conversation"], ["transfer-conversation", "conversation"],
  ["hold-conversation", "conversation"], ["close-conversation", "conversation"], ["revoke-device", "device"],
  ["list-people", "tenant"], ["change-role", "tenant"], ["change-teams", "tenant"], ["change-skills", "tenant"],
  ["read-ledger", "tenant"], ["see-permissions", "tenant"], ["compose-role", "tenant"], ["drop-role", "tenant"],
];
const roles = [
  { name: "trainee", shape: { base: "agent", acts: ACTS.slice(0, 5).map(([act]) => act) }, holders: 1 },
  { name: "auditor", shape: { base: "officer", acts: ["read-ledger", "see-permissions"] }, holders: 0 },
];
const works = (agent, display_name, role, teams, skills, capacity, more) => ({
  agent, display_name, closed: false, rests: false, own: false, duties: { role, teams, skills, capacity }, trainings: [], ...more,
});
const year = 365 * 86_400_000_000;
const staff = {
  people: [
    works("agt_me", "Thandi Nkosi", "agent", ["Front desk"], ["refunds", "language-de"], 6, {
      trainings: [{ name: "card-data", until: now + year }, { name: "first-steps", until: now - year }],
    }),
    works("agt_ben", "Ben Okafor", "trainee", ["Front desk"], [], 2),
    works("agt_ana", "Ana Lima", "supervisor", ["Front desk", "Billing"], ["refunds"], 5),
    works("agt_officer", "Noor Haddad", "administrator", [], [], 1, { own: true }),
    works("agt_gone", "Piet de Wit", "agent", [], [], 5, { closed: true }),
  ],
  teams: ["Billing", "Front desk"],
  queues: [
    { name: "Orders", teams: ["Front desk"], skills: ["refunds"], hours },
    { name: "Billing", teams: ["Billing"], skills: [], hours: null },
  ],
  skills: ["language-de", "language-en", "refunds"],
  roles,
};
// A genuine one, made by the tests of the service; crates/server/tests/conversations/receipts.rs says how.
const receipt = JSON.parse(readFileSync(new URL("receipt.json", import.meta.url), "utf8"));

// That a device is in the log, by the same tests.
const issued = JSON.parse(readFileSync(new URL("issued.json", import.meta.url), "utf8"));

// A part of the real grid, as the policies of the program decide.
const cases = [
  ["customer", "own"], ["agent"], ["agent", "waiting", "serves-queue"], ["agent", "waiting"], ["agent", "assigned", "member"],
  ["supervisor", "serves-queue"], ["officer", "assigned", "member"], ["administrator", "assigned", "member"], ["issuer"],
];
const rows = [
  ["post-own", "own-conversation", "100000000"],
  ["see-inbox-row", "triage-queue", "001010000"],
  ["see-inbox-row", "supervise", "000001000"],
  ["accept-conversation", "triage-queue", "001000000"],
  ["open-conversation", "answer-chat", "000010000"],
  ["join-conversation", "supervise", "000001000"],
  ["close-account", "administer", "000000110"],
  ["read-ledger", "administer", "000000110"],
  ["change-role", "administer", "000000010"],
  ["answer-issuer-requests", "administer", "000000001"],
];
const abouts = { "close-account": "tenant", "read-ledger": "tenant", "change-role": "tenant", "answer-issuer-requests": "tenant" };
const permissions = {
  acts: [...new Set(rows.map(([act]) => act))].map((act) => ({
    act,
    about: abouts[act] ?? "conversation",
    purposes: rows.filter((row) => row[0] === act).map((row) => row[1]),
  })),
  cases: cases.map(([who, ...facts]) => ({ who, facts })),
  rows: rows.map(([act, purpose, marks]) => ({ act, purpose, allowed: [...marks].map((mark) => mark === "1") })),
  policies: [
    { id: "answerer-accepts-waiting", says: "Whoever answers takes a chat that waits in a queue of theirs.", own: false },
    { id: "billing-takes-no-chats-at-night", says: "Billing takes new chats from seven to seven (UTC).", own: true },
  ],
};

export const answers = {
  "POST /v1/widget/receipts": receipt,
  "POST /v1/widget/credentials": issued.answer,
  "GET /v1/ledger/acts": { acts, next: 900 },
  "GET /v1/people": {
    people: [
      { agent: "agt_officer", display_name: "Noor Haddad", closed: false, duties: { role: "administrator", teams: [], capacity: 1 } },
      { agent: "agt_me", display_name: "Thandi Nkosi", closed: false, duties: { role: "agent", teams: ["Front desk"], capacity: 5 } },
      { agent: "agt_gone", display_name: "Marek Nowak", closed: true, duties: { role: "supervisor", teams: ["Front desk", "Orders"], capacity: 3 } },
    ],
    teams: ["Front desk", "Orders"],
  },
  "GET /v1/directory/tokens": {
    address: "https://desk.example/scim/v2",
    tokens: [{ token: "aaaa", label: "Directory of the shop", made_at: now - minutes(9000), used_at: now - minutes(3) }],
  },
  "GET /v1/permissions": permissions,
  "GET /v1/people": staff,
  "GET /v1/roles": { roles, acts: ACTS.map(([act, about]) => ({ act, about, purposes: ["administer"] })) },
  "PUT /v1/people/agt_ben/duties": null,
  "POST /v1/permissions/ask": {
    allowed: false,
    why: "no-policy",
    policies: [],
    near: [{
      policy: { id: "answerer-accepts-waiting", says: "Whoever answers takes a chat that waits in a queue of theirs.", own: false },
      missing: ["resource.serves_queue"],
    }],
  },
  "GET /v1/glass": { requests: [], default_minutes: 30, most_minutes: 120, review_hours: 24, customer_learns: "at-once", now },
  "GET /v1/reviews": { runs: false, revives: false, reviews: [], mine: [], about_me: [], resting: [], people: [], dormant_days: 45, now },
  "GET /v1/screening/held": { queues: [{ queue: "que_1", kinds: ["IBAN"] }] },
  "GET /v1/ledger/own": { acts: acts.filter((act) => act.person === "agt_me"), next: null },
  "GET /v1/replies": {
    may_share: true,
    replies: [
      { reply: "rpl_1", shortcut: "hello", title: "Greeting", text: "Hello {customer}, this is {agent}. How can I help?", queue: null, may_change: true },
      { reply: "rpl_2", shortcut: "late", title: "Parcel is late", text: "I am sorry that your parcel is late. I look where it is and write to you here within the hour.", queue: "que_1", may_change: false },
      { reply: "rpl_3", shortcut: "refund", title: "How a refund goes", text: "The money goes back the way it came.\nIt takes five working days.", queue: "que_1", may_change: true },
    ],
  },
  "POST /v1/replies": { reply: null, refused: [{ start: 9, end: 28, why: "value", kind: "CREDIT_CARD" }] },
  "GET /v1/conduct": {
    days: 28,
    least_chats: 20,
    people: [
      { agent: "agt_1", display_name: "Marek Dvořák", answered: 212, asked: 9, sent: 5 },
      { agent: "agt_2", display_name: "Noor Haddad", answered: 12, asked: null, sent: null },
      { agent: "agt_me", display_name: "Thandi Nkosi", answered: 187, asked: 3, sent: 0 },
    ],
    kinds: [
      { kind: "CVV", asked: 7, sent: 4 },
      { kind: "NATIONAL_ID", asked: 5, sent: 1 },
      { kind: "", asked: 2, sent: 0 },
    ],
  },
  "GET /v1/ledger/heads": { key: "desk.example/ledger+0+A", size: 1242, trouble: null, alarm: null, heads, witnesses: ["witness.example.org", "notary.example.net"] },
  "GET /v1/widget/sites/demo": {
    shop_name: "Harbour Books",
    kept_hours: 0,
    unclaimed_days: 3,
    attended: true,
    to_last_agent: false,
    opens_at: null,
    usual_answer_seconds: 240,
    pre_chat: [],
    other_channels: ["Telephone 020 7946 0000, nine to six", "4 Old Quay"],
  },
  "GET /v1/widget/sites/form": {
    shop_name: "Harbour Books",
    kept_hours: 24,
    unclaimed_days: 3,
    attended: false,
    to_last_agent: false,
    opens_at: now + 13 * 3_600_000_000,
    usual_answer_seconds: null,
    pre_chat: [
      { name: "order", purpose: "So that we find your parcel.", required: false },
      { name: "topic", purpose: "So that the right person answers.", required: true },
    ],
    other_channels: [],
  },
  "GET /v1/sign-ins/current": person,
  "POST /v1/sign-ins": { enrol: false, passkey: true, app: true, recovery: true },
  "POST /v1/sign-ins/current/code": person,
  "DELETE /v1/sign-ins/current": null,
  "GET /v1/sign-ins/ways": { passwords: true, organisation: "Harbour Login" },
  "POST /v1/links/look": {
    kind: "reset", name: "thandi", display_name: "Thandi Nkosi", made_by: "Noor Haddad",
    made_at: now - minutes(20), expires_at: now + minutes(1420),
  },
  "POST /v1/account/unlock": { half: "AAAA" },
  "POST /v1/account/active": null,
  "POST /v1/account/lock": null,
  "GET /v1/account/strangers": { browsers: [] },
  "POST /v1/sign-ins/current/anew": null,
  "POST /v1/account/app/ask": {
    ceremony: "AAAA",
    secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
    size: 25,
    picture: Array.from({ length: 25 }, (_, y) =>
      Array.from({ length: 25 }, (_, x) => ((x * 7 + y * 13 + x * y) % 3 ? "" : `M${x} ${y}h1v1h-1z`)).join(""),
    ).join(""),
  },
  "POST /v1/account/app": {
    signed_in: person,
    recovery_codes: Array.from({ length: 10 }, (_, n) => `kp3${n}-x7qm-v2cd-h9wt`),
  },
  "GET /v1/account": {
    name: "thandi",
    factors: [
      { factor: "fac_1", kind: "passkey", label: "Chrome, Linux", created_at: now - minutes(9000), used_at: now - minutes(3) },
      { factor: "fac_2", kind: "app", label: "", created_at: now - minutes(9000), used_at: null },
    ],
    recovery_codes: 2,
    sign_ins: [
      { sign_in: "sgn_1", this: true, proof: "passkey", browser: "Chrome, Linux", created_at: now - minutes(3), seen_at: now },
      { sign_in: "sgn_2", this: false, proof: "app", browser: "Firefox, Android", created_at: now - minutes(300), seen_at: now - minutes(40) },
    ],
    browsers: [
      { browser: "brw_1", label: "Chrome, Linux", first_at: now - minutes(90000), last_at: now - minutes(3), known: true },
      { browser: "brw_2", label: "Firefox, Android", first_at: now - minutes(300), last_at: now - minutes(300), known: false },
    ],
    devices: [
      { device: "dev_00000000000000000000000001", label: "Chrome on Linux", status: "approved", seen_at: now },
      { device: "dev_2", label: "Old laptop", status: "revoked", seen_at: now - minutes(90000) },
    ],
    passkeys_work: true,
  },
  "GET /v1/inbox": { items, counts },
  "GET /v1/colleagues": {
    agents,
    queues: [
      { queue: "que_1", name: "Orders", waiting: 1, attended: true, opens_at: null, hours },
      { queue: "que_2", name: "Billing", waiting: null, attended: false, opens_at: now + 13 * 3_600_000_000, hours },
    ],
  },
};
