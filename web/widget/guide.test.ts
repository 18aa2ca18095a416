// What: the guide's language: the person's own first, then the page's, then English; every listed
// language has a file and every file is listed.
import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { choose, LANGUAGES, marks } from "./guide";

test.each([
  [["fr-CA", "en"], "de", "fr"],
  [["sv-SE", "zu-ZA", "en-ZA"], "en", "zu"],
  [["pt-BR"], "en", "pt"],
  [["zh-Hans-CN"], "en", "zh"],
  [["AR-eg"], "en", "ar"],
  [["sv", "da"], "de", "de"],
  [["sv", "da"], "ja", "en"],
  [[], "tr", "tr"],
  [["", "x"], "", "en"],
])("of %j on a page in %s the guide is read in %s (Practice: J1)", (wanted, page, tag) => {
  expect(choose(wanted, page)).toBe(tag);
});

test("a language that only begins like one of the guide's is not taken for it (Practice: J1)", () => {
  expect(choose(["arn", "fil", "ptx"], "en")).toBe("en");
  expect(choose(["constructor", "toString"], "en")).toBe("en");
});

test("fourteen languages, each with its file, its own name and its direction (Practice: J1)", () => {
  const folder = new URL("../kit/words/guide/", import.meta.url).pathname;
  const files = readdirSync(folder).map((name) => name.replace(".ftl", ""));
  expect(LANGUAGES.map((one) => one.tag).sort()).toEqual(files.sort());
  expect(files.length).toBe(14);
  expect(new Set(LANGUAGES.map((one) => one.name)).size).toBe(14);
  expect(LANGUAGES.filter((one) => marks(one.tag).dir === "rtl").map((one) => one.tag)).toEqual(["ar"]);
  expect(marks("zh")).toEqual({ lang: "zh-Hans", dir: "ltr" });
  expect(LANGUAGES.every((one) => Intl.getCanonicalLocales(marks(one.tag).lang).length === 1)).toBe(true);
});
