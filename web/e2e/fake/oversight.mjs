// What: the screens of people who look after others: exceptions, and what they are answered on the
// stand-in server. Refuses: real people; all are made up.
import { officers } from "./world.mjs";

const now = Date.now() * 1000;
const minutes = (n) => n * 60_000_000;
const heron = { colour: "amber", animal: "heron", code: "7F3K" };

const request = (glass, more) => ({
  glass,
  kind: "join",
  held: [],
  conversation: "cnv_6",
  pseudonym: { colour: "indigo", animal: "marten", code: "C5YS" },
  queue_name: "Billing",
  reason: "Ben was called away in the middle of a refund and the customer has been waiting since noon.",
  minutes: 30,
  state: "asked",
  own: false,
  asked_by: "Thandi Nkosi",
  asked_at: now - minutes(4),
  answer_until: now + minutes(56),
  answered_by: null,
  answered_at: null,
  until: null,
  opened_at: null,
  ended_at: null,
  review_until: null,
  reviewed_by: null,
  justified: null,
  finding: null,
  may_answer: false,
  same_browser: false,
  may_open: false,
  may_end: false,
  may_review: false,
  ...more,
});
const open = { state: "open", answered_by: "Amina Haddad", answered_at: now - minutes(9), until: now + minutes(21), opened_at: now - minutes(8), review_until: now + minutes(1431) };
const ended = { ...open, state: "ended", answered_at: now - minutes(1600), until: now - minutes(1570), ended_at: now - minutes(1570), review_until: now - minutes(160) };
const glass = (requests) => ({ requests, default_minutes: 30, most_minutes: 120, review_hours: 24, customer_learns: "at-once", now });
const overseen = glass([
  request("gls_1", { may_answer: true }),
  request("gls_8", { may_answer: true, kind: "send", held: ["IBAN"], minutes: 10, reason: "The refund goes to our shop first, and the customer asked where from." }),
  request("gls_2", { kind: "look", asked_by: "Ben Okafor", same_browser: true, pseudonym: heron, queue_name: "Orders" }),
  request("gls_3", { ...open, may_end: true }),
  request("gls_4", { ...ended, may_review: true, asked_by: "Ana Lima" }),
  request("gls_5", { ...ended, state: "reviewed", justified: false, reviewed_by: "Noor Haddad", finding: "The colleague who answers was at her desk and could have been asked.", asked_by: "Ben Okafor" }),
]);
const own = glass([
  request("gls_6", { own: true, queue_name: null, asked_by: "Thandi Nkosi" }),
  request("gls_7", { ...open, own: true, queue_name: null, kind: "look", pseudonym: heron, may_open: true, may_end: true }),
]);
const facts = {
  conversation: "cnv_0000000000000000000000007f3k",
  pseudonym: heron,
  site: "harbour-books",
  queue_name: "Orders",
  state: "active",
  opened_at: now - minutes(64),
  waiting_since: null,
  last_entry_at: now - minutes(2),
  entries: 41,
  closed_at: null,
  agent_name: "Ben Okafor",
  people: [{ role: "customer", name: "", out: false }, { role: "agent", name: "Ben Okafor", out: false }, { role: "agent", name: "Ana Lima", out: true }],
  acts: ["conversation-opened", "assigned", "transferred", "log-opened", "glass-asked", "glass-approved", "glass-opened"].map((kind, at) => ({
    number: 900 + at * 4,
    kind,
    who: at ? "agent" : "customer",
    person: at ? "agt_ben" : null,
    name: at ? "Ben Okafor" : "",
    what: "cnv_0000000000000000000000007f3k",
    purpose: at > 3 ? "break-glass" : at ? "answer-chat" : "own-conversation",
    time: now - minutes(64 - at * 9),
    signed: true,
  })),
};

const right = (item, person, kind, value, detail, decision = null) => ({
  item, review: "cmp_1", title: "Autumn 2026", due_at: now + minutes(9000), person, kind, value, detail, reviewer: "Noor Haddad", decision,
  decided_at: decision ? now - minutes(30) : null,
});
const reviews = {
  runs: true,
  revives: true,
  reviews: [
    { review: "cmp_1", title: "Autumn 2026", begun_by: "Noor Haddad", begun_at: now - minutes(4000), due_at: now + minutes(9000), ended_at: null, open: 9, confirmed: 14, revoked: 1, lapsed: 0, kept: 0 },
    { review: "cmp_2", title: "Spring 2026", begun_by: "Ruth Root", begun_at: now - minutes(260_000), due_at: now - minutes(240_000), ended_at: now - minutes(240_000), open: 0, confirmed: 19, revoked: 2, lapsed: 3, kept: 1 },
  ],
  mine: [
    right("rvi_1", "Ben Okafor", "role", "agent", "5, refunds, spanish", "confirmed"),
    right("rvi_2", "Ben Okafor", "team", "Billing", "Billing, Refunds of the whole group"),
    right("rvi_5", "Ben Okafor", "training", "refunds", ""),
    right("rvi_3", "Thandi Nkosi", "own-role", "trainee", "agent, 6"),
    right("rvi_4", "Thandi Nkosi", "team", "Front desk", "Questions", "revoked"),
  ],
  about_me: [right("rvi_9", "Noor Haddad", "role", "officer", "1", "confirmed")],
  resting: [{ agent: "agt_ana", name: "Ana Lima", why: "dormant", since: now - minutes(3000) }],
  people: [
    { agent: "agt_ben", name: "Ben Okafor", role: "agent", own: false, leaves_at: now + minutes(20_000) },
    { agent: "agt_me", name: "Thandi Nkosi", role: "agent", own: false, leaves_at: null },
    { agent: "agt_noor", name: "Noor Haddad", role: "officer", own: true, leaves_at: null },
  ],
  dormant_days: 45,
  now,
};

/** An officer's console, with what its socket tells. */
async function office(page, world, told = []) {
  await page.routeWebSocket(/\/v1\/console/, (socket) => {
    for (const event of told) socket.send(JSON.stringify(event));
  });
  await page.route("**/v1/sign-ins/current", (route) => route.fulfill({ json: officers["GET /v1/sign-ins/current"] }));
  await page.goto(`${world.ours}/console/`);
  await page.waitForSelector("main");
}
async function agent(page, world) {
  await page.routeWebSocket(/\/v1\/console/, () => undefined);
  await page.goto(`${world.ours}/console/`);
  await page.waitForSelector(".desk");
}

export const oversight = [
  {
    name: "console-reviews",
    show: async (page, world) => {
      await page.route("**/v1/reviews", (route) => route.fulfill({ json: reviews }));
      await office(page, world);
      await page.getByRole("button", { name: "Access reviews" }).click();
      await page.getByText("3 rights wait for you").waitFor();
      await page.unroute("**/v1/reviews");
      await page.unroute("**/v1/sign-ins/current");
    },
  },
  {
    name: "console-reviews-accounts",
    widths: [390, 1440],
    show: async (page, world) => {
      await page.route("**/v1/reviews", (route) => route.fulfill({ json: reviews }));
      await office(page, world);
      await page.getByRole("button", { name: "Access reviews" }).click();
      await page.route("**/v1/reviews/*/report", (route) => route.fulfill({ json: { html: "<p>", pdf: "JVBERg", note: "note" } }));
      await page.getByRole("button", { name: "Get the report" }).click();
      await page.getByRole("link", { name: "Signature" }).waitFor();
      await page.unroute("**/v1/reviews/*/report");
      await page.getByText("What was decided about you").scrollIntoViewIfNeeded();
      await page.unroute("**/v1/reviews");
      await page.unroute("**/v1/sign-ins/current");
    },
  },
  {
    name: "console-reviews-begin",
    widths: [390, 1440],
    show: async (page, world) => {
      await page.route("**/v1/reviews", (route) => route.fulfill({ json: reviews }));
      await office(page, world);
      await page.getByRole("button", { name: "Access reviews" }).click();
      await page.getByRole("button", { name: "Begin a review" }).click();
      await page.getByLabel("Name").fill("Winter 2026");
      await page.getByText("Choose for single people").click();
      await page.unroute("**/v1/reviews");
      await page.unroute("**/v1/sign-ins/current");
    },
  },
  {
    name: "console-exceptions-notice",
    widths: [390, 1440],
    show: async (page, world) => {
      await office(page, world, [{ type: "glass", counts: { to_answer: 1, own: 0, open: 1, to_review: 1, overdue: 1 } }]);
      await page.getByText("1 exception waits").waitFor();
      await page.unroute("**/v1/sign-ins/current");
    },
  },
  {
    name: "console-exceptions-office",
    show: async (page, world) => {
      await page.route("**/v1/glass", (route) => route.fulfill({ json: overseen }));
      await office(page, world);
      await page.getByRole("button", { name: "Exceptions" }).click();
      await page.getByRole("button", { name: "Review", exact: true }).click();
      await page.getByLabel("What did you find").waitFor();
      await page.unroute("**/v1/glass");
      await page.unroute("**/v1/sign-ins/current");
    },
  },
  {
    name: "console-exceptions-own",
    show: async (page, world) => {
      await page.route("**/v1/glass", (route) => route.fulfill({ json: own }));
      await agent(page, world);
      await page.keyboard.press("g");
      await page.keyboard.press("x");
      await page.getByText("You asked to join").waitFor();
      await page.unroute("**/v1/glass");
    },
  },
  {
    name: "console-exceptions-ask",
    widths: [390, 1440],
    show: async (page, world) => {
      await page.route("**/v1/glass", (route) => route.fulfill({ json: own }));
      await agent(page, world);
      await page.keyboard.press("g");
      await page.keyboard.press("x");
      await page.getByRole("button", { name: "Ask for an exception" }).click();
      await page.getByLabel("Why").fill("Ben was called away");
      await page.unroute("**/v1/glass");
    },
  },
  {
    name: "console-exceptions-facts",
    show: async (page, world) => {
      await page.route("**/v1/glass", (route) => route.fulfill({ json: own }));
      await page.route("**/v1/glass/gls_7/facts", (route) => route.fulfill({ json: facts }));
      await agent(page, world);
      await page.keyboard.press("g");
      await page.keyboard.press("x");
      await page.getByRole("button", { name: "See what is known" }).click();
      await page.getByText("Who was in it").waitFor();
      await page.unroute("**/v1/glass");
      await page.unroute("**/v1/glass/gls_7/facts");
    },
  },
];
