// What: the chats of must-show 2: both ways, masked, transferred, back to the queue, offline, through
// a crash of the service.
import assert from "node:assert/strict";
import { agent, customer } from "../lib/people.mjs";
import { service } from "../lib/service.mjs";
import { test } from "../lib/suite.mjs";

const CARD = "4111 1111 1111 1111";

/** A running service and people who are sent home afterwards, whatever happens. */
const scene = (binary, play) => async () => {
  const running = await service(binary);
  const people = [];
  const join = async (coming) => {
    const who = await coming;
    people.push(who);
    return who;
  };
  try {
    await play(running, join);
    for (const who of people) assert.deepEqual(who.complaints.filter((c) => /Security Policy|Trusted/.test(c)), []);
  } catch (error) {
    for (const who of people) {
      const at = `${process.env.E2E_SHOTS ?? running.folder}/${people.indexOf(who)}.png`;
      await who.page.screenshot({ path: at }).catch(() => undefined);
      error.message += `\n[${at}] ${[...new Set(who.complaints)].slice(0, 5).join("\n")}`;
    }
    error.message += `\n${running.said().slice(-1500)}`;
    throw error;
  } finally {
    for (const who of people) await who.close();
    await running.close();
  }
};

/** Several agents at once; each proves the browser's key to the issuer. */
const agents = (running, join, ...names) => Promise.all(names.map((name) => join(agent(running, name))));

export function chats(binary) {
  const play = (title, run) => test(title, scene(binary, run));

  play("a customer and an agent chat both ways; a card arrives masked (Practice: A1)", async (running, join) => {
    const [thandi] = await agents(running, join, "thandi");
    const ines = await join(customer(running, { path: "billing" }));
    await ines.write("Hello from the quay");
    await thandi.accept();
    await thandi.sees("Hello from the quay");
    await thandi.write("Good evening, how can I help?");
    await ines.sees("Good evening, how can I help?");
    for (const n of [1, 2, 3]) {
      const start = Date.now();
      await ines.write(`quick ${n}`);
      await thandi.sees(`quick ${n}`);
      // Shown, not asserted: a shared machine may be slow without the product being at fault.
      console.log(`    message ${n} was on the other screen after ${Date.now() - start} ms`);
    }
    await ines.write(`my card is ${CARD}`);
    await thandi.sees("my card is");
    assert.match((await thandi.texts()).at(-1), /my card is\s*.*card\s*•1111/s);
    assert.ok(!(await thandi.page.content()).includes(CARD));
    await ines.frame.getByRole("button", { name: new RegExp(`Only you and ${thandi.name}`) }).click();
    assert.equal(await ines.frame.locator("dialog[open] ol li").count(), 12);
  });

  play("after a transfer the next agent reads what follows and nothing before, and the chat is gone from the first (Practice: B9)", async (running, join) => {
    const [thandi, marek] = await agents(running, join, "thandi", "marek");
    const ines = await join(customer(running, { path: "billing" }));
    await ines.write("before the transfer");
    await thandi.accept();
    await thandi.sees("before the transfer");
    await thandi.transfer(marek.name, "She asks about order 5521");
    await marek.page.getByRole("tab", { name: /Mine/ }).click();
    await marek.openFirst();
    await marek.sees("She asks about order 5521");
    await thandi.page.locator("textarea").waitFor({ state: "detached", timeout: 20_000 });
    await ines.write("after the transfer");
    await marek.sees("after the transfer");
    assert.ok(!(await marek.texts()).join().includes("before the transfer"));
    const left = await thandi.page.evaluate(() => document.body.innerText);
    assert.ok(!/before the transfer|after the transfer|order 5521/.test(left));
  });

  play("offline and back: what the agent wrote arrives once, what the customer wrote is sent once", async (running, join) => {
    const [thandi] = await agents(running, join, "thandi");
    const ines = await join(customer(running, { path: "billing" }));
    await ines.write("are you there?");
    await thandi.accept();
    await thandi.sees("are you there?");
    await ines.context.setOffline(true);
    await thandi.write("yes, one moment");
    await ines.write("written while offline");
    await ines.frame.getByText("You are offline").waitFor();
    await ines.page.waitForTimeout(1500);
    await ines.context.setOffline(false);
    await ines.sees("yes, one moment");
    await thandi.sees("written while offline");
    await ines.page.waitForTimeout(1000);
    for (const [who, text] of [[ines, "yes, one moment"], [thandi, "written while offline"]])
      assert.equal((await who.texts()).filter((one) => one.includes(text)).length, 1);
  });

  play("back in the queue with nobody free the customer is told, and the next agent reads what was written meanwhile", async (running, join) => {
    const [thandi, marek] = await agents(running, join, "thandi", "marek");
    const ines = await join(customer(running, { path: "billing" }));
    await ines.write("first words");
    await thandi.accept();
    await thandi.sees("first words");
    await thandi.transfer("Billing");
    await thandi.page.locator("textarea").waitFor({ state: "detached", timeout: 20_000 });
    await ines.write("written while nobody was there");
    await marek.accept();
    await marek.sees("written while nobody was there");
    assert.ok(!(await marek.texts()).join().includes("first words"));
  });

  play("the service is killed in the middle of 200 messages: each arrives once", async (running, join) => {
    const [thandi] = await agents(running, join, "thandi");
    const ines = await join(customer(running, { path: "billing" }));
    await ines.write("start");
    await thandi.accept();
    await thandi.sees("start");
    // Words, not numbers: counting aloud over messages looks like a card number that is split.
    const word = (n) => [...String(n).padStart(3, "0")].map((digit) => "abcdefghij"[digit]).join("");
    const lines = Array.from({ length: 200 }, (_, n) => `line ${word(n)}.`);
    for (const [n, text] of lines.entries()) {
      await ines.write(text);
      if (n === 100) running.crash();
    }
    await thandi.page.getByText(lines.at(-1)).first().waitFor({ timeout: 90_000 });
    // The list keeps only what is near the eye: read it page by page from its end to its beginning.
    const seen = await thandi.page.locator(".scroll").evaluate(async (box) => {
      const pause = () => new Promise((done) => setTimeout(done, 120));
      const texts = new Map();
      const read = () => {
        const now = [...box.querySelectorAll(".bubble")].map((one) => one.innerText.match(/line [a-z]+\./)?.[0]).filter(Boolean);
        for (const text of now) texts.set(text, Math.max(texts.get(text) ?? 0, now.filter((one) => one === text).length));
      };
      for (let still = 0; still < 5; ) {
        read();
        const [height, top] = [box.scrollHeight, box.scrollTop];
        box.scrollTop = Math.max(0, top - box.clientHeight / 2);
        await pause();
        still = box.scrollTop === top && box.scrollHeight === height ? still + 1 : 0;
      }
      return [...texts];
    });
    const all = lines.map((text) => [text, 1]);
    assert.deepEqual(seen.sort(), all.sort());
  });

  play("each chat has its own worker, and closing one wipes it on both sides (Practice: B6)", async (running, join) => {
    const [thandi] = await agents(running, join, "thandi");
    const ines = await join(customer(running, { path: "billing" }));
    const tom = await join(customer(running, { path: "billing" }));
    await ines.write("from Ines");
    await thandi.accept();
    await thandi.sees("from Ines");
    await tom.write("from Tom");
    await thandi.page.getByRole("tab", { name: /Waiting/ }).click();
    await thandi.accept();
    await thandi.sees("from Tom");
    assert.ok(!(await thandi.texts()).join().includes("from Ines"));
    // The device's own worker and one for each chat.
    assert.equal(thandi.page.workers().length, 3);
    await tom.frame.getByRole("button", { name: "Close the chat" }).click();
    await tom.frame.getByRole("button", { name: "Close and delete" }).click();
    await tom.frame.getByText("This chat is closed").waitFor();
    await thandi.page.locator(".bubble", { hasText: "from Tom" }).waitFor({ state: "detached", timeout: 5000 });
  });
}
