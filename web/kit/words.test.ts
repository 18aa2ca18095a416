// What: the built form of the words says what Fluent's own runtime says, for every message of
// every language and for numbers that fall into each plural class.
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compile } from "../build/words.mjs";
import { t, use } from "./words";

const folder = new URL("./words/", import.meta.url).pathname;
const files = readdirSync(folder).filter((name) => name.endsWith(".ftl"));

test.each(files)("%s reads the same as with Fluent's runtime", (name) => {
  const text = readFileSync(folder + name, "utf8");
  const language = name.replace(".ftl", "");
  const bundle = new FluentBundle(language, { useIsolating: false });
  bundle.addResource(new FluentResource(text));
  const all = compile(text, undefined);
  use(language, all);
  expect(Object.keys(all).length).toBeGreaterThan(50);
  for (const count of [0, 1, 2, 5, 1234]) {
    const args = Object.fromEntries(
      ["count", "hours", "days", "minutes", "open", "capacity", "number"].map((k) => [k, count]),
    );
    const people = { chat: "x", kind: "x", name: "Thandi", names: "Thandi", who: "Amber Heron", what: "x", kinds: "x", shop: "x", time: "0:42", when: "Mon, 8:05", label: "x", channels: "x", browser: "x", format: "x", size: "x", place: "x", part: "x", teams: "x", skills: "x", base: "x" };
    for (const id of Object.keys(all)) {
      const message = bundle.getMessage(id);
      expect(message?.value, id).toBeTruthy();
      if (message?.value)
        expect(t(id, { ...args, ...people }), id).toBe(bundle.formatPattern(message.value, { ...args, ...people }));
    }
  }
});

test("an unknown key of the brain is told by a general sentence, a missing word by its name", () => {
  use("en", { known: "Known" });
  expect(t("known")).toBe("Known");
  expect(t("no-such-word")).toBe("no-such-word");
});
