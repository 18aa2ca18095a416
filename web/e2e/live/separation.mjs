// What: what must not get from one place to another: confidential values out of the customer's
// browser, markup out of a message into the page, a message of one chat into another chat.
import assert from "node:assert/strict";
import { made } from "../lib/made.mjs";
import { ROOM } from "../lib/people.mjs";
import { figures } from "../lib/suite.mjs";
import { greeted, letters } from "./chats.mjs";
import { scene } from "./scene.mjs";

const DELIVERY = 0x81;
const SERVER_CONTROL = 0xc0;

const isDelivery = ({ bytes, way }) => way === "down" && bytes[0] === DELIVERY;

export function separation(binary) {
  scene(binary, "confidential values drawn at random are masked in the sender's browser: the other side decrypts none of them (Practice: C5, C7)", async (it) => {
    const { agent: thandi, customer: ines } = await greeted(it);
    const values = made();
    for (const [n, { text, value }] of values.entries()) {
      it.running.typed.add(value);
      const { frame } = ines;
      await frame.locator("textarea").fill(`${text}. ${it.says(letters(n))}`, ROOM);
      // In plain words, while typing, with a way to take it out.
      await frame.getByText(/It will (be hidden from the chat|not be sent)/).waitFor(ROOM);
      await frame.getByRole("button", { name: "Remove" }).waitFor(ROOM);
      await frame.locator("textarea").press("Enter");
      await thandi.sees(it.says(letters(n)));
    }
    // What the agent's browser holds is what was encrypted: there is nothing behind the chips.
    const content = await thandi.page.content();
    for (const { value } of values) assert.ok(!content.includes(value), value.slice(0, 4));
    figures.screened = { values: values.length, reached: 0 };
  });

  scene(binary, "markup in a message stays text, and a message of one chat opens in no other (Practice: B6)", async (it) => {
    const [thandi] = await it.agents("thandi");
    const ines = await it.customer();
    const tom = await it.customer();
    await ines.write(it.says("first, from Ines"));
    await thandi.accept();
    await thandi.sees(it.says("first, from Ines"));
    await tom.write(it.says("first, from Tom"));
    await thandi.page.getByRole("tab", { name: /Waiting/ }).click();
    await thandi.accept();
    await thandi.sees(it.says("first, from Tom"));
    const hostile = `<img src=x onerror="document.title='taken'"><script>document.title='taken'</script>`;
    await tom.write(`${hostile} ${it.word}`);
    await thandi.sees("<img src=x onerror=");
    assert.notEqual(await thandi.page.title(), "taken");
    assert.equal(await thandi.page.locator(".bubble img, .bubble script").count(), 0);

    // Tom's message, carried by a server in false hands to where Ines's are expected.
    const live = thandi.line.sockets.filter(({ path }) => path.startsWith("/v1/socket"));
    assert.equal(live.length, 2);
    const [toInes, toTom] = live;
    const carried = thandi.line.frames.filter((one) => isDelivery(one) && one.socket === toTom).at(-1);
    assert.ok(carried, "Tom's message passed here");
    const place = Math.max(...thandi.line.frames.filter((one) => one.socket === toInes && one.way === "down").map(({ bytes }) => placeOf(bytes)));
    const moved = Buffer.from(carried.bytes);
    moved.writeBigUInt64BE(BigInt(place + 1), 1);
    await thandi.page.getByRole("tab", { name: /Mine/ }).click();
    const rows = thandi.page.locator("[data-conversation]");
    await rows.nth(1).waitFor(ROOM);
    for (let n = 0; n < 2; n++) {
      await rows.nth(n).click();
      if (await thandi.page.locator(".bubble", { hasText: "first, from Ines" }).count()) break;
    }
    await thandi.sees(it.says("first, from Ines"));
    toInes.down(moved);
    await thandi.warned(/changed or held back|could not be read/);
    await ines.write(it.says("still only mine"));
    await thandi.sees(it.says("still only mine"));
    const shown = (await thandi.texts()).join();
    assert.ok(!shown.includes("from Tom") && !shown.includes("onerror"));
  });
}

/** The place in the log that a frame from the server names, 0 where it names none. */
function placeOf(bytes) {
  if (bytes[0] === DELIVERY || bytes[0] === 0x82) return Number(bytes.readBigUInt64BE(1));
  const at = bytes[0] === SERVER_CONTROL && bytes.subarray(0, 12).includes("Entry") ? bytes.indexOf("sequence") + "sequence".length : -1;
  if (at < "sequence".length) return 0;
  const small = bytes[at];
  if (small < 24) return small;
  return small === 0x18 ? bytes[at + 1] : bytes.readUInt16BE(at + 1);
}
