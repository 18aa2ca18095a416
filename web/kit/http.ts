// What: bodies of the HTTP interface as the pages read them; crates/protocol/src/http.rs decides.
// Refuses: message text. Content exists on the WebSocket alone, encrypted.

export interface Site {
  shop_name: string;
  kept_hours: number;
  unclaimed_days: number;
  attended: boolean;
  /** Who comes back goes to who answered them last. */
  to_last_agent: boolean;
  opens_at: number | null;
  usual_answer_seconds: number | null;
  pre_chat: PreChatField[];
  other_channels: string[];
  ledger_key: string | null;
}

/** Leaves of the ledger with their proofs; kit/receipt/verify.ts checks them. */
export interface Receipt {
  format: string;
  key: string;
  about: string;
  proofs: string[];
  statement: string | null;
}

export interface LedgerAct {
  number: number;
  kind: string;
  who: "agent" | "customer" | "server" | "issuer" | "nobody";
  person: string | null;
  name: string;
  what: string | null;
  purpose: string | null;
  time: number;
  signed: boolean;
}

export interface LedgerPage {
  acts: LedgerAct[];
  next: number | null;
}

export interface LedgerHead {
  size: number;
  root: string;
  time: number;
  witnesses: string[];
}

export interface LedgerHeads {
  key: string | null;
  size: number;
  trouble: string | null;
  alarm: string | null;
  heads: LedgerHead[];
  witnesses: string[];
}

/** How often people asked for too much; counts alone. */
export interface ConductPage {
  days: number;
  least_chats: number;
  people: ConductPerson[];
  /** The empty kind: what was asked for rarely. */
  kinds: { kind: string; asked: number; sent: number }[];
}

export interface ConductPerson {
  agent: string;
  display_name: string;
  answered: number;
  /** None while there are too few chats to say anything. */
  asked: number | null;
  sent: number | null;
}

/** Saved replies: the organisation's own words, screened before they are kept. */
export interface Replies {
  replies: Reply[];
  /** The person keeps those of queues that they serve. */
  may_share: boolean;
}

export interface Reply {
  reply: string;
  /** Typed behind `/`. */
  shortcut: string;
  title: string;
  text: string;
  /** Shared in this queue; null for one's own. */
  queue: string | null;
  may_change: boolean;
}

export interface ReplySaved {
  reply: string | null;
  refused: ReplyFault[];
}

export interface ReplyFault {
  /** UTF-16 offsets. */
  start: number;
  end: number;
  why: "value" | "never-ask" | "not-in-purpose" | "messenger" | "private-mail" | "private-phone" | (string & {});
  kind: string | null;
}

/** Who may do what; roles and relations, nobody's name. */
export interface Permissions {
  acts: { act: string; about: string; purposes: string[] }[];
  cases: PermissionCase[];
  rows: { act: string; purpose: string; allowed: boolean[] }[];
  policies: PolicyFacts[];
}

export interface PermissionCase {
  who: string;
  facts: string[];
}

export interface PolicyFacts {
  id: string;
  says: string | null;
  own: boolean;
}

export interface PermissionQuestion extends PermissionCase {
  act: string;
  purpose: string | null;
  teams: string[];
  certificates: string[];
  assurance: number;
  signed_in_minutes: number | null;
}

export interface PermissionAnswer {
  allowed: boolean;
  why: string | null;
  policies: PolicyFacts[];
  near: { policy: PolicyFacts; missing: string[] }[];
}

export interface PreChatField {
  name: string;
  purpose: string;
  required: boolean;
}

export interface SignedIn {
  agent: string;
  display_name: string;
  role: string;
  tenant: string;
  root_fingerprint: string;
  certificates: string[];
  shop_name: string;
  profile: string;
  time: number;
  blur_seconds: number;
  lock_seconds: number;
  /** What this person may do in some case. */
  acts: string[];
}

/** What must follow a password; nothing opens before. */
export interface SignInStep {
  enrol: boolean;
  passkey: boolean;
  app: boolean;
  recovery: boolean;
}

/** Which ways in there are; `organisation` is what its button calls it. */
export interface WaysIn {
  passwords: boolean;
  organisation: string | null;
}

export interface LeadsTo {
  address: string;
}

/** What a one-time link is for. */
export interface LinkFacts {
  kind: "first" | "reset";
  name: string | null;
  display_name: string | null;
  made_by: string | null;
  made_at: number;
  expires_at: number;
}

export interface LinkHanded {
  link: string | null;
  expires_at: number;
}

export interface DirectoryToken {
  token: string;
  label: string;
  made_at: number;
  used_at: number | null;
}

export interface DirectoryTokens {
  address: string;
  tokens: DirectoryToken[];
}

export interface Ceremony {
  ceremony: string;
  /** WebAuthn's options, as JSON. */
  options: string;
}

export interface PasskeyAnswer {
  ceremony: string;
  credential: string;
}

export interface AppOffer {
  ceremony: string;
  secret: string;
  size: number;
  /** The `d` of an SVG path, one unit a square. */
  picture: string;
}

export interface Enrolled {
  signed_in: SignedIn | null;
  recovery_codes: string[];
}

export interface Account {
  name: string;
  factors: { factor: string; kind: "passkey" | "app"; label: string; created_at: number; used_at: number | null }[];
  recovery_codes: number;
  sign_ins: OwnSignIn[];
  browsers: OwnBrowser[];
  devices: { device: string; label: string; status: string; seen_at: number }[];
  passkeys_work: boolean;
}

export interface OwnSignIn {
  sign_in: string;
  this: boolean;
  proof: "passkey" | "app" | "recovery" | "enrolment" | "organisation";
  browser: string;
  created_at: number;
  seen_at: number;
}

export interface OwnBrowser {
  browser: string;
  label: string;
  first_at: number;
  last_at: number;
  known: boolean;
}

/** What the listener really speaks, seen from outside. */
export interface SelfTest {
  checks: SelfTestCheck[];
}

export interface SelfTestCheck {
  what: "protocol" | "older-refused" | "plaintext-refused" | "key-exchange" | "hsts" | "certificate";
  state: "good" | "bad" | "not-applicable";
  value: string;
}

export interface Pseudonym {
  colour: string;
  animal: string;
  code: string;
}

export interface InboxItem {
  conversation: string;
  queue: string;
  queue_name: string;
  state: string;
  pseudonym: Pseudonym;
  waiting_since: number | null;
  last_entry_time: number;
  agent: string | null;
  agent_name: string | null;
  mine: boolean;
  joined: boolean;
  device: string | null;
  unread: number;
  customer_online: boolean;
  /** The customer's next message ends it. */
  on_hold: boolean;
}

export interface InboxCounts {
  mine: number;
  waiting: number;
  all: number;
}

export interface Inbox {
  items: InboxItem[];
  counts: InboxCounts;
}

export interface Colleague {
  agent: string;
  display_name: string;
  online: boolean;
  open_chats: number;
  capacity: number;
}

export interface QueueFacts {
  queue: string;
  name: string;
  /** Only of the queues that one serves. */
  waiting: number | null;
  attended: boolean;
  opens_at: number | null;
  hours: QueueHours | null;
}

/** As the configuration writes them. */
export interface QueueHours {
  zone: string;
  open: string[];
  closed: string[];
}

/** What a person does. */
export interface Duties {
  /** A role of the program, or the name of a composed one. */
  role: string;
  teams: string[];
  skills: string[];
  capacity: number;
}

export interface PersonFacts {
  agent: string;
  display_name: string;
  closed: boolean;
  rests: boolean;
  own: boolean;
  duties: Duties;
  trainings: { name: string; until: number }[];
}

export interface RoleFacts {
  name: string;
  shape: { base: string; acts: string[] };
  holders: number;
}

export interface People {
  people: PersonFacts[];
  teams: string[];
  queues: { name: string; teams: string[]; skills: string[]; hours: QueueHours | null }[];
  skills: string[];
  roles: RoleFacts[];
}

export interface Roles {
  roles: RoleFacts[];
  acts: { act: string; about: string; purposes: string[] }[];
}

export interface Colleagues {
  agents: Colleague[];
  queues: QueueFacts[];
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  fault: string;
  detail: string;
  request: string;
}

/** Requests to open something outside one's need, as far as they are this person's business. */
export interface GlassCounts {
  to_answer: number;
  own: number;
  open: number;
  to_review: number;
  overdue: number;
}

export type ConsoleEvent =
  | { type: "item"; item: InboxItem; counts: InboxCounts }
  | { type: "gone"; conversation: string; counts: InboxCounts }
  | { type: "refill"; device: string; key_packages: number; intake_key: boolean }
  | { type: "device-changed"; device: string; status: string }
  | { type: "colleagues"; agents: Colleague[] }
  | { type: "account-changed" }
  | { type: "access-reset" }
  | { type: "acts"; acts: string[] }
  | { type: "glass"; counts: GlassCounts }
  | { type: "reviews"; waiting: number; taken_at: number | null }
  | { type: "signed-out" };
