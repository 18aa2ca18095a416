// What: between Chromium and the real service somebody flips, doubles, reorders, drops, replays,
// hides and sets back. Each is said on the screen of whoever was lied to, and nothing genuine is
// lost or shown twice. The same on the brain alone: crates/client/tests/scenarios/tampering.rs.
import assert from "node:assert/strict";
import { cpSync, rmSync } from "node:fs";
import { conversationDatabase, copyDatabase } from "../lib/databases.mjs";
import { ROOM } from "../lib/people.mjs";
import { greeted, letters } from "./chats.mjs";
import { scene } from "./scene.mjs";

const DELIVERY = 0x81;
const TAMPERED = "changed or held back messages";
const FORKED = "showed the two sides different chats";

const isDelivery = (frame, way) => way === "down" && frame[0] === DELIVERY;
const sequence = (frame) => Number(frame.readBigUInt64BE(1));
const moved = (frame, to) => {
  const copy = Buffer.from(frame);
  copy.writeBigUInt64BE(BigInt(to), 1);
  return copy;
};

/** Changes the next `times` deliveries to somebody; resolves when the last of them has passed. */
const next = (who, times, change) =>
  new Promise((done) => {
    let left = times;
    who.line.change = (frame, way) => {
      if (!isDelivery(frame, way)) return undefined;
      left -= 1;
      if (left === 0) {
        who.line.change = null;
        setImmediate(done);
      }
      return change(frame, left);
    };
  });

const dismiss = async (who) => {
  const alarms = (who.frame ?? who.page).getByRole("alert").getByRole("button");
  while (await alarms.count()) await alarms.first().click();
};

/** Texts of both screens, each of which must stand there once. */
async function once(who, texts) {
  const shown = (await who.texts()).join("\n");
  for (const text of texts) assert.equal(shown.split(text).length, 2, `${text} in:\n${shown}`);
}

export function tampering(binary) {
  for (const side of ["agent", "customer"])
    scene(binary, `what is flipped, doubled, reordered or dropped on the way to the ${side} is said on the screen, and each message is read once`, async (it) => {
      const both = await greeted(it);
      const [to, from] = side === "agent" ? [both.agent, both.customer] : [both.customer, both.agent];
      const texts = Array.from({ length: 9 }, (_, n) => it.says(`part ${letters(n)} of it`));
      const [flipped, doubled, one, two, dropped, after, ...rest] = texts;
      const warned = async () => {
        await to.warned(TAMPERED);
        await dismiss(to);
      };

      void next(to, 1, (frame) => {
        const copy = Buffer.from(frame);
        copy[200] ^= 0x10;
        return [copy];
      });
      await from.write(flipped);
      await to.sees(flipped);
      await to.warned(/changed or held back|could not be read/);
      await dismiss(to);

      void next(to, 1, (frame) => [frame, frame]);
      await from.write(doubled);
      await to.sees(doubled);
      await warned();

      let held;
      const swapped = next(to, 2, (frame, left) => (left === 1 ? ((held = frame), []) : [frame, held]));
      await from.write(one);
      await from.write(two);
      await swapped;
      await to.sees(one);
      await to.sees(two);
      await warned();

      const gone = next(to, 1, () => []);
      await from.write(dropped);
      await gone;
      assert.ok(!(await to.texts()).join().includes(dropped));
      await from.write(after);
      await to.sees(after);
      await to.sees(dropped);
      await warned();

      for (const text of rest) await from.write(text);
      await to.sees(rest.at(-1));
      await to.write(it.says("all of it has arrived"));
      await from.sees(it.says("all of it has arrived"));
      for (const who of [to, from]) await once(who, [...texts, it.says("all of it has arrived")]);
    });

  scene(binary, "a message that is replayed in a new place is not shown again, and it is said", async (it) => {
    const { agent: thandi, customer: ines } = await greeted(it);
    await ines.write(it.says("only once, please"));
    await thandi.sees(it.says("only once, please"));
    const old = thandi.line.frames.filter(({ bytes, way }) => isDelivery(bytes, way)).at(-1).bytes;
    const socket = thandi.line.sockets.filter(({ path }) => path.startsWith("/v1/socket")).at(-1);
    socket.down(moved(old, sequence(old) + 1));
    await thandi.warned(TAMPERED);
    // The replay took the place of the next genuine message: two things in one place are a fork.
    await ines.write(it.says("and this comes next"));
    await thandi.warned(FORKED);
    await thandi.sees(it.says("and this comes next"));
    await thandi.write(it.says("both are here"));
    await ines.sees(it.says("both are here"));
    for (const who of [thandi, ines]) await once(who, ["only once, please", "and this comes next", "both are here"].map(it.says));
  });

  scene(binary, "a message that is hidden by numbering the rest anew is found at the next word of its sender and comes after all", async (it) => {
    const { agent: thandi, customer: ines } = await greeted(it);
    let hidden = null;
    thandi.line.change = (frame, way) => {
      if (!isDelivery(frame, way)) return undefined;
      hidden ??= sequence(frame);
      return sequence(frame) === hidden ? [] : [moved(frame, sequence(frame) - 1)];
    };
    await ines.write(it.says("this one is hidden"));
    await ines.write(it.says("this one gives it away"));
    await thandi.warned(FORKED);
    if (process.env.E2E_SHOTS) await thandi.page.screenshot({ path: `${process.env.E2E_SHOTS}/forked.png` });
    thandi.line.change = null;
    thandi.line.cut();
    thandi.line.mend();
    for (const text of ["this one is hidden", "this one gives it away"]) await thandi.sees(it.says(text));
    await thandi.write(it.says("now I have both"));
    await ines.sees(it.says("now I have both"));
    for (const who of [thandi, ines]) await once(who, ["this one is hidden", "this one gives it away", "now I have both"].map(it.says));
  });

  scene(binary, "a service set back to an older copy of its files is found out, and nothing that was read is lost", async (it) => {
    const { agent: thandi, customer: ines } = await greeted(it);
    const { folder } = it.running;
    await it.running.restart(() => cpSync(`${folder}/data/server`, `${folder}/older`, { recursive: true }));
    await ines.write(it.says("after the copy was made"));
    await thandi.sees(it.says("after the copy was made"));
    await it.running.restart(() => {
      rmSync(`${folder}/data/server`, { recursive: true });
      cpSync(`${folder}/older`, `${folder}/data/server`, { recursive: true });
    });
    await Promise.any([thandi.warned(FORKED), ines.warned(FORKED)]);
    await ines.write(it.says("and on we go"));
    await thandi.sees(it.says("and on we go"));
    await thandi.write(it.says("on we go, yes"));
    await ines.sees(it.says("on we go, yes"));
    for (const who of [thandi, ines]) await once(who, ["after the copy was made", "and on we go", "on we go, yes"].map(it.says));
  });

  scene(binary, "a device set back to an older copy of its state says so and goes on", async (it) => {
    const { agent: thandi, customer: ines } = await greeted(it);
    const name = await conversationDatabase(thandi.page);
    await thandi.page.evaluate(copyDatabase, [name, "older"]);
    await thandi.write(it.says("after the copy was made"));
    await ines.sees(it.says("after the copy was made"));
    thandi.line.pages.set("/empty", { type: "text/html", body: '<!doctype html><meta charset="utf-8"><title>empty</title>' });
    const { origin } = new URL(it.running.facts.console);
    await thandi.page.goto(`${origin}/empty`);
    await thandi.page.evaluate(copyDatabase, ["older", name]);
    await thandi.page.goto(it.running.facts.console, ROOM);
    await thandi.page.getByRole("tab", { name: /Mine/ }).click(ROOM);
    await thandi.openFirst();
    await thandi.warned("lost its place in the chat");
    await ines.write(it.says("are you still there, Thandi?"));
    await thandi.sees(it.says("are you still there, Thandi?"));
    await thandi.write(it.says("yes, here I am again"));
    await ines.sees(it.says("yes, here I am again"));
    await once(ines, ["after the copy was made", "are you still there, Thandi?", "yes, here I am again"].map(it.says));
  });
}
