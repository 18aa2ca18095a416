// What: each language has exactly the words of English, and Fluent can read every file.
import { parse, type Message, type Pattern } from "@fluent/syntax";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const folder = new URL(".", import.meta.url).pathname;
const files = readdirSync(folder).filter((name) => name.endsWith(".ftl"));
const read = (name: string) => parse(readFileSync(folder + name, "utf8"), {}).body;
const messages = (name: string) => read(name).filter((e): e is Message => e.type === "Message");

/** The variables a message uses: a translation must not invent or lose one. */
function variables(pattern: Pattern | null): string[] {
  const found = new Set<string>();
  JSON.stringify(pattern, (key, value) => {
    if (value?.type === "VariableReference") found.add(value.id.name);
    return key === "span" ? undefined : value;
  });
  return [...found].sort();
}

test.each(files)("%s can be read", (name) => {
  expect(read(name).filter((entry) => entry.type === "Junk")).toEqual([]);
});

test.each(files)("%s has the words of English with the same variables", (name) => {
  const shape = (file: string) =>
    Object.fromEntries(messages(file).map((m) => [m.id.name, variables(m.value)]));
  expect(shape(name)).toEqual(shape("en.ftl"));
});
