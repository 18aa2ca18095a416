// What: a scene of the live tests: a running service, people who come and are sent home, and at its
// end the search for everything that was typed, in every place where the service could have left
// it. Refuses: a scene that leaves a trace, and one in which the pages' policy complained.
import assert from "node:assert/strict";
import { canary, card, forms, searcher } from "../lib/canaries.mjs";
import { agent, customer } from "../lib/people.mjs";
import { lookAll } from "../lib/places.mjs";
import { service } from "../lib/service.mjs";
import { figures, test } from "../lib/suite.mjs";

/** What was typed in every scene so far. */
export const everTyped = new Set();

/** Adds a scene: `run(it)`. */
export const scene = (binary, title, run, options) => test(title, () => play(binary, run, options), options);

async function play(binary, run, { looks = noTrace, env } = {}) {
  const running = await service(binary, { env });
  const people = [];
  const join = async (coming) => {
    const who = await coming;
    people.push(who);
    return who;
  };
  const word = canary();
  const it = {
    running,
    people,
    join,
    word,
    card: card(),
    /** A sentence that occurs nowhere else. */
    says: (words) => `${words} ${word}`,
    customer: (options) => join(customer(running, { path: "billing", ...options })),
    /** Several agents at once; each proves the browser's key to the issuer. */
    agents: (...names) => {
      const options = typeof names.at(-1) === "object" ? names.pop() : {};
      return Promise.all(names.map((name) => join(agent(running, name, options))));
    },
  };
  try {
    await run(it);
    for (const who of people) assert.deepEqual(who.complaints.filter((c) => /Security Policy|Trusted/.test(c)), []);
    await looks(it);
    for (const text of running.typed) everTyped.add(text);
  } catch (error) {
    for (const who of people) {
      const at = `${process.env.E2E_SHOTS ?? "/tmp"}/tacita-e2e-${word}-${people.indexOf(who)}.png`;
      await who.page.screenshot({ path: at }).catch(() => undefined);
      error.message += `\n[${at}] ${[...new Set(who.complaints)].slice(0, 5).join("\n")}`;
    }
    error.message += `\n${running.said().slice(-1500)}`;
    throw error;
  } finally {
    for (const who of people) await who.close();
    await running.close();
  }
}

/** The patterns of a scene: what was typed, whole, and the words in it that occur nowhere else. */
export function patterns({ running, word, card: number }) {
  const texts = new Set([...running.typed, word, number, number.replaceAll(" ", "")]);
  return { texts, patterns: [...texts].flatMap(forms) };
}

async function noTrace(it) {
  const { texts, patterns: all } = patterns(it);
  const places = await lookAll(searcher(all), it.running, it.people);
  const total = (figures.canaries ??= { scenes: 0, texts: 0, patterns: 0, bytes: {}, found: 0 });
  total.scenes += 1;
  total.texts += texts.size;
  total.patterns += all.length;
  for (const [place, { bytes, found }] of Object.entries(places)) {
    total.bytes[place] = (total.bytes[place] ?? 0) + bytes;
    total.found += found.length;
    assert.deepEqual(found.map(({ form, text }) => `${form}: ${text}`), [], `in the ${place}`);
  }
  // Sign-in passwords pass the service, which must keep none.
  const secrets = it.running.facts.people.map(({ password }) => password).flatMap(forms);
  const kept = await lookAll(searcher(secrets), it.running, []);
  for (const place of ["database", "wal", "other files", "log", "metrics"])
    assert.deepEqual(kept[place].found.map(({ form }) => form), [], `a password in the ${place}`);
}
