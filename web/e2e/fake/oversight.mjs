// What: the screens of people who look after others: exceptions, and what they are answered on the
// stand-in server. Refuses: real people; all are made up.
import { officers } from "./world.mjs";

const now = Date.now() * 1000;
const minutes = (n) => n * 60_000_000;
const heron = { colour: "amber", animal: "heron", code: "7F3K" };

const request = (glass, more) => ({
  glass,
  kind: "join",
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
