// What: each language has exactly the words of English, and Fluent can read every file. The safety
// guide is a set of its own: more languages, plain text only.
import { parse, type Message, type Pattern } from "@fluent/syntax";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const folder = new URL(".", import.meta.url).pathname;
const ftl = (under: string) => readdirSync(folder + under).filter((name) => name.endsWith(".ftl"));
const files = ftl("");
const guides = ftl("guide").map((name) => `guide/${name}`);
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

test.each([...files, ...guides])("%s can be read", (name) => {
  expect(read(name).filter((entry) => entry.type === "Junk")).toEqual([]);
});

const shape = (file: string) =>
  Object.fromEntries(messages(file).map((m) => [m.id.name, variables(m.value)]));

test.each(files)("%s has the words of English with the same variables", (name) => {
  expect(shape(name)).toEqual(shape("en.ftl"));
});

test.each(guides)("%s has the words of the English guide, each as text alone (Practice: J1)", (name) => {
  expect(Object.keys(shape(name))).toEqual(Object.keys(shape("guide/en.ftl")));
  for (const { id, value } of messages(name)) {
    expect(value?.elements.map((e) => e.type), id.name).toEqual(["TextElement"]);
    expect(value?.elements[0]?.value, id.name).toMatch(/\p{L}\p{M}?\p{L}/u);
  }
});

test("no guide says in English what its own language says (Practice: J1)", () => {
  const said = (name: string) => messages(name).map((m) => JSON.stringify(m.value?.elements.map((e) => e.value)));
  const english = said("guide/en.ftl");
  for (const name of guides.filter((one) => one !== "guide/en.ftl"))
    expect(said(name).filter((text) => english.includes(text)), name).toEqual([]);
});
