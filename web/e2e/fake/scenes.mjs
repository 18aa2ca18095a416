// What: every screen that somebody must look at, and how to get there on the stand-in brain.
import { photo } from "../lib/photo.mjs";
import { oversight } from "./oversight.mjs";
import { may, officers } from "./world.mjs";

/** Opens the console signed in, with its socket answered by nobody. */
async function console_(page, world, before = () => undefined) {
  await page.addInitScript(before);
  await page.routeWebSocket(/\/v1\/console/, () => undefined);
  await page.goto(`${world.ours}/console/`);
  await page.waitForSelector(".desk, main");
}
const open = (id) => async (page, world) => {
  await console_(page, world);
  await page.click(`[data-conversation="${id}"]`);
};
const widget = (query) => async (page, world) => {
  await page.goto(`${world.ours}/widget/?site=demo${query}#root=00ff`);
  await page.waitForSelector(".truth, [role=alert]");
};
const playground = async (page, world) => {
  await console_(page, world);
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await page.getByRole("heading", { name: "Try what screening does" }).waitFor();
};
/** A page of an administrator. */
async function office(page, world, place, seen) {
  const who = { ...officers["GET /v1/sign-ins/current"], role: "administrator", acts: may.administrator };
  await page.route("**/v1/sign-ins/current", (route) => route.fulfill({ json: who }));
  await page.goto(`${world.ours}/console/`);
  await page.getByRole("button", { name: place }).click();
  await page.getByText(seen).first().waitFor();
  await page.unroute("**/v1/sign-ins/current");
}
const PHONE = [390];
/** The step after the password. */
const signing = (step) => async (page, world) => {
  await page.route("**/v1/sign-ins/current", (route) => route.fulfill({ status: 401, body: "{}" }));
  await page.route("**/v1/sign-ins", (route) => route.fulfill({ status: 201, body: JSON.stringify(step) }));
  await page.goto(`${world.ours}/console/`);
  await page.getByLabel("Name").fill("thandi");
  await page.getByLabel("Password").fill("a long password");
  await page.keyboard.press("Enter");
  await page.locator("form, .card button").first().waitFor();
  await page.unroute("**/v1/sign-ins/current");
  await page.unroute("**/v1/sign-ins");
};

export const scenes = [
  { name: "kit", show: async (page, world) => void (await page.goto(`${world.ours}/kit/`)) },
  { name: "shop", show: async (page, world) => void (await page.goto(world.theirs)) },
  {
    name: "shop-open",
    show: async (page, world) => {
      await page.goto(world.theirs);
      await page.waitForTimeout(200);
      const { width, height } = page.viewportSize();
      await page.mouse.click(width - 48, height - 48);
    },
  },
  { name: "widget-opening", widths: PHONE, show: widget("") },
  { name: "widget-form", widths: PHONE, show: async (page, world) => void (await page.goto(`${world.ours}/widget/?site=form`)) },
  { name: "widget-talk", widths: PHONE, show: widget("&play=talk") },
  { name: "widget-trouble", widths: PHONE, show: widget("&play=trouble") },
  { name: "widget-typing", widths: PHONE, show: widget("&play=typing") },
  { name: "widget-ended", widths: PHONE, show: async (page, world) => void (await page.goto(`${world.ours}/widget/?site=demo&play=ended`)) },
  {
    name: "widget-receipt",
    widths: PHONE,
    show: async (page, world) => {
      await page.goto(`${world.ours}/widget/?site=demo&play=ended&receipt=good`);
      await page.getByRole("button", { name: "Who opened it" }).click();
      await page.getByText("each is proven").waitFor();
    },
  },
  {
    name: "widget-receipt-doubt",
    widths: PHONE,
    show: async (page, world) => {
      await page.goto(`${world.ours}/widget/?site=demo&play=ended&receipt=other`);
      await page.getByRole("button", { name: "Who opened it" }).click();
      await page.getByText("Do not believe this list").waitFor();
    },
  },
  {
    name: "console-ledger",
    show: async (page, world) => {
      await page.route("**/v1/sign-ins/current", (route) =>
        route.fulfill({ json: officers["GET /v1/sign-ins/current"] }),
      );
      await page.goto(`${world.ours}/console/`);
      await page.getByText("Thandi Nkosi opened this chat on a device").waitFor();
      await page.unroute("**/v1/sign-ins/current");
    },
  },
  {
    name: "console-people",
    show: async (page, world) => office(page, world, "People and roles", "Ben Okafor"),
  },
  {
    name: "console-duties",
    show: async (page, world) => {
      await office(page, world, "People and roles", "Ben Okafor");
      await page.getByRole("button", { name: "Change Ben Okafor" }).click();
      await page.getByRole("combobox", { name: "Role" }).selectOption("officer");
      await page.getByText("Another role signs").waitFor();
    },
  },
  {
    name: "console-trainings",
    show: async (page, world) => {
      await office(page, world, "People and roles", "Ben Okafor");
      await page.getByRole("button", { name: "Trainings Thandi Nkosi" }).click();
      await page.getByText("counts until").first().waitFor();
    },
  },
  {
    name: "console-role",
    show: async (page, world) => {
      await office(page, world, "People and roles", "Ben Okafor");
      await page.getByRole("button", { name: "Change trainee" }).click();
      await page.getByRole("checkbox", { name: "Take a chat" }).waitFor();
    },
  },
  {
    name: "console-link",
    show: async (page, world) => {
      await page.route("**/v1/sign-ins/current", (route) => route.fulfill({ status: 401, body: "{}" }));
      await page.goto("about:blank");
      await page.goto(`${world.ours}/console/#link=AAAA`);
      await page.getByRole("heading", { name: "Start anew" }).waitFor();
      await page.unroute("**/v1/sign-ins/current");
    },
  },
  {
    name: "console-permissions",
    show: async (page, world) => {
      await page.route("**/v1/sign-ins/current", (route) =>
        route.fulfill({ json: officers["GET /v1/sign-ins/current"] }),
      );
      await page.goto(`${world.ours}/console/`);
      await page.getByRole("button", { name: "Permissions" }).click();
      await page.getByRole("checkbox", { name: "it waits" }).focus();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.getByText("resource.serves_queue").waitFor();
      await page.unroute("**/v1/sign-ins/current");
    },
  },
  ...oversight,
  {
    name: "console-conduct",
    show: async (page, world) => {
      await page.route("**/v1/sign-ins/current", (route) =>
        route.fulfill({ json: officers["GET /v1/sign-ins/current"] }),
      );
      await page.goto(`${world.ours}/console/`);
      await page.getByRole("button", { name: "How people ask" }).click();
      await page.getByText("Fewer than 20 chats").waitFor();
      await page.unroute("**/v1/sign-ins/current");
    },
  },
  {
    name: "console-replies",
    show: async (page, world) => {
      await open("cnv_2")(page, world);
      await page.locator(".conversation textarea").fill("/re");
      await page.getByText("How a refund goes").first().waitFor();
    },
  },
  {
    name: "console-replies-refused",
    show: async (page, world) => {
      await console_(page, world);
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill("Saved replies");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "New reply" }).click();
      await page.getByLabel("Name").fill("How to pay");
      await page.getByLabel("What to type behind /").fill("pay");
      await page.getByLabel("Text").fill("Pay with 4111 1111 1111 1111 please");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("looks like a card number").waitFor();
    },
  },
  {
    name: "console-record",
    show: async (page, world) => {
      await console_(page, world);
      await page.keyboard.press("g");
      await page.keyboard.press("m");
      await page.getByText("Thandi Nkosi opened this chat on a device").waitFor();
    },
  },
  {
    name: "widget-screening",
    widths: PHONE,
    show: async (page, world) => {
      await widget("&play=talk")(page, world);
      await page.fill("textarea", "my card is 4111 1111 1111 1111, thanks");
    },
  },
  {
    name: "widget-screening-many",
    widths: PHONE,
    show: async (page, world) => {
      await widget("&play=talk")(page, world);
      await page.fill("textarea", "card 4111 1111 1111 1111 and mail me at a@b.example");
    },
  },
  {
    name: "widget-screening-code",
    widths: PHONE,
    show: async (page, world) => {
      await widget("&play=talk")(page, world);
      await page.fill("textarea", "the cvv: 123");
      await page.getByRole("button", { name: "Why?" }).click();
    },
  },
  {
    name: "widget-who",
    widths: PHONE,
    show: async (page, world) => {
      await widget("&play=talk")(page, world);
      await page.click(".truth");
    },
  },
  {
    name: "widget-guide",
    widths: [390, 1440],
    show: async (page, world) => {
      await widget("")(page, world);
      await page.getByRole("button", { name: "Stay safe" }).click();
      await page.getByText("What not to send").waitFor();
    },
  },
  ...["ar", "hi", "zh", "de"].map((tag) => ({
    name: `widget-guide-${tag}`,
    widths: tag === "ar" ? [390, 1440] : PHONE,
    show: async (page, world) => {
      await widget(`&play=guide&for=${tag}`)(page, world);
      await page.getByRole("button", { name: "Open the guide" }).click();
      await page.selectOption("dialog select", tag);
      await page.waitForSelector(`dialog:lang(${tag})`);
    },
  })),
  { name: "widget-card", widths: [390, 1440], show: widget("&play=guide") },
  {
    name: "widget-screening-guide",
    widths: PHONE,
    show: async (page, world) => {
      await widget("&play=talk&for=why")(page, world);
      await page.fill("textarea", "my card is 4111 1111 1111 1111, thanks");
      await page.getByRole("button", { name: "Why?" }).click();
      await page.getByRole("button", { name: "Open the guide" }).click();
      await page.getByText("Something in your message").waitFor();
    },
  },
  {
    name: "widget-close",
    widths: PHONE,
    show: async (page, world) => {
      await widget("&play=talk")(page, world);
      await page.getByRole("button", { name: "Close the chat" }).click();
    },
  },
  {
    name: "widget-refused",
    widths: PHONE,
    show: async (page, world) => {
      await page.addInitScript(() => {
        if (location.search.includes("nowasm")) Object.defineProperty(globalThis, "WebAssembly", { value: undefined });
      });
      await widget("&nowasm")(page, world);
    },
  },
  { name: "widget-de", widths: PHONE, show: widget("&play=talk&lang=de") },
  {
    name: "console-sign-in",
    show: async (page, world) => {
      await page.route("**/v1/sign-ins/current", (route) => route.fulfill({ status: 401, body: "{}" }));
      await page.goto(`${world.ours}/console/`);
      await page.waitForSelector("form");
      await page.unroute("**/v1/sign-ins/current");
    },
  },
  { name: "console-code", show: signing({ app: true, passkey: true, recovery: true, enrol: false }) },
  {
    name: "console-enrol",
    show: async (page, world) => {
      await signing({ app: false, passkey: false, recovery: false, enrol: true })(page, world);
      await page.getByRole("button", { name: "Use an authenticator app" }).click();
      await page.getByLabel("Code").waitFor();
    },
  },
  {
    name: "console-recovery",
    show: async (page, world) => {
      await signing({ app: false, passkey: false, recovery: false, enrol: true })(page, world);
      await page.getByRole("button", { name: "Use an authenticator app" }).click();
      await page.getByLabel("Code").fill("123456");
      await page.getByRole("button", { name: "Add the app" }).click();
      await page.getByRole("heading", { name: "Keep these codes" }).waitFor();
    },
  },
  {
    name: "console-account",
    show: async (page, world) => {
      await console_(page, world);
      await page.getByRole("button", { name: /Signed in as/ }).click();
      await page.getByRole("menuitem", { name: "Your account" }).click();
      await page.getByRole("heading", { name: "Where you are signed in" }).waitFor();
    },
  },
  {
    name: "console-shut",
    show: async (page, world) => {
      await page.goto(`${world.ours}/console/?shut`);
      await page.getByRole("heading", { name: "Your passkey, please" }).waitFor();
    },
  },
  {
    name: "console-locked",
    show: async (page, world) => {
      const step = { status: 403, contentType: "application/problem+json", body: JSON.stringify({ type: "/problems/step-up" }) };
      await page.route("**/v1/account/unlock", (route) => route.fulfill(step));
      await console_(page, world);
      await page.getByRole("heading", { name: "Locked" }).waitFor();
      await page.unroute("**/v1/account/unlock");
    },
  },
  { name: "console-inbox", show: (page, world) => console_(page, world) },
  { name: "console-open", show: open("cnv_1") },
  {
    name: "console-guide",
    show: async (page, world) => {
      await open("cnv_2")(page, world);
      await page.getByRole("button", { name: "Send the safety guide" }).click();
      await page.getByText("You sent the safety guide").waitFor();
    },
  },
  { name: "console-long", show: open("cnv_long") },
  { name: "console-waiting", show: open("cnv_4") },
  { name: "console-taken", show: open("cnv_6") },
  { name: "console-elsewhere", show: open("cnv_7") },
  {
    name: "console-screening",
    show: async (page, world) => {
      await open("cnv_2")(page, world);
      await page.fill("textarea", "I have 4111 1111 1111 1111 here");
    },
  },
  {
    name: "console-let-through",
    show: async (page, world) => {
      await open("cnv_2")(page, world);
      await page.fill("textarea", "From ours: GB33 BUKB 2020 1555 5555 55");
      await page.getByText("only when a second person").waitFor();
    },
  },
  {
    name: "console-let-through-ask",
    show: async (page, world) => {
      await open("cnv_2")(page, world);
      await page.fill("textarea", "From ours: GB33 BUKB 2020 1555 5555 55");
      await page.getByRole("button", { name: "Ask a second person" }).click();
      await page.getByLabel("Why").fill("The customer asked from which account");
    },
  },
  {
    name: "console-hold-ask",
    show: async (page, world) => {
      await open("cnv_2")(page, world);
      await page.fill("textarea", "Thank you. What is your CVV?");
    },
  },
  {
    name: "console-hold-reason",
    show: async (page, world) => {
      await open("cnv_2")(page, world);
      await page.fill("textarea", "Add me on WhatsApp");
      await page.getByRole("button", { name: "Send anyway" }).click();
    },
  },
  {
    name: "console-hold-wrong",
    show: async (page, world) => {
      await open("cnv_2")(page, world);
      await page.fill("textarea", "It is about the red bicycle I bought, right?");
    },
  },
  { name: "console-try-empty", show: (page, world) => playground(page, world) },
  {
    name: "console-try-text",
    show: async (page, world) => {
      await playground(page, world);
      await page.getByRole("button", { name: "Show an example" }).click();
      await page.getByText("By queue and direction").first().waitFor();
    },
  },
  {
    name: "console-try-agent",
    show: async (page, world) => {
      await playground(page, world);
      await page.getByText("Agent", { exact: true }).click();
      await page.fill("section textarea", "What is your CVV? Or add me on WhatsApp, order 1234567812345678.");
      await page.getByText("What would hold the draft back").waitFor();
    },
  },
  {
    name: "console-try-photo",
    show: async (page, world) => {
      await playground(page, world);
      await page.setInputFiles("input[type=file]", { name: "harbour.jpg", mimeType: "image/jpeg", buffer: photo() });
      await page.getByText("tells where it was taken").waitFor();
    },
  },
  {
    name: "console-try-unread",
    show: async (page, world) => {
      await playground(page, world);
      await page.setInputFiles("input[type=file]", { name: "film.bin", mimeType: "", buffer: Buffer.from([0, 1, 2, 255]) });
      await page.getByText("What was not read").waitFor();
    },
  },
  {
    name: "console-try-failed",
    show: async (page, world) => {
      await page.route("**/v1/screening", (route) => route.abort("blockedbyclient"));
      await playground(page, world);
      await page.getByText("The playground could not start").waitFor();
      await page.unroute("**/v1/screening");
    },
  },
  {
    name: "console-leave",
    show: async (page, world) => {
      await open("cnv_2")(page, world);
      await page.fill("textarea", "I have 4111 1111 1111 1111 here");
      await page.keyboard.press("Escape");
      if (await page.isVisible('[data-conversation="cnv_1"]')) await page.click('[data-conversation="cnv_1"]');
      else await page.getByRole("button", { name: "Inbox" }).last().click();
    },
  },
  {
    name: "console-transfer",
    show: async (page, world) => {
      await open("cnv_2")(page, world);
      await page.getByRole("button", { name: "Transfer" }).click();
      await page.getByText("Ben Okafor").last().click();
    },
  },
  {
    name: "console-close",
    show: async (page, world) => {
      await open("cnv_2")(page, world);
      await page.getByRole("button", { name: "Close" }).first().click();
    },
  },
  {
    name: "console-palette",
    show: async (page, world) => {
      await open("cnv_2")(page, world);
      await page.keyboard.press("Control+k");
    },
  },
  {
    name: "console-keys",
    show: async (page, world) => {
      await console_(page, world);
      await page.keyboard.press("?");
    },
  },
  {
    name: "console-settings",
    show: async (page, world) => {
      await console_(page, world);
      await page.keyboard.press("g");
      await page.keyboard.press("s");
    },
  },
  {
    name: "console-device",
    show: async (page, world) => {
      await page.addInitScript(() => {
        if (location.hash === "#waiting") globalThis.fakeDevice = "waiting";
      });
      await page.goto("about:blank");
      await page.goto(`${world.ours}/console/#waiting`);
    },
  },
];
