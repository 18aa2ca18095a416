// What: `import words from "…/en.ftl?only=widget,talk"` gives the messages whose names begin with
// one of these, parsed at build time by Fluent's own parser. The pages then need no parser: with
// it the widget would be 4 kB over its budget. The form is that of kit/words.ts.
// Refuses: a file that Fluent cannot read (a broken message would silently show its name), and
// Fluent beyond text, variables, terms and plural or exact choices (nothing here needs more).
import { parse } from "@fluent/syntax";
import { readFile } from "node:fs/promises";

/** A pattern as one string, or as pieces: text, `{v}` a variable, `{s, d, c}` a choice by one. */
export function compact(pattern, terms) {
  const pieces = pattern.elements.flatMap((element) => {
    if (element.type === "TextElement") return [element.value];
    const e = element.expression;
    if (e.type === "StringLiteral") return [e.value];
    if (e.type === "VariableReference") return [{ v: e.id.name }];
    if (e.type === "TermReference") {
      const term = terms.get(e.id.name);
      if (!term) throw new Error(`no term -${e.id.name}`);
      return [compact(term, terms)].flat();
    }
    if (e.type === "SelectExpression" && e.selector.type === "VariableReference") {
      const key = (variant) => (variant.key.type === "Identifier" ? variant.key.name : variant.key.value);
      const cases = e.variants.map((variant) => [key(variant), compact(variant.value, terms)]);
      return [{ s: e.selector.id.name, d: key(e.variants.find((v) => v.default)), c: Object.fromEntries(cases) }];
    }
    throw new Error(`not supported in these files: ${e.type}`);
  });
  const joined = [];
  for (const piece of pieces) {
    const last = joined.length - 1;
    if (typeof piece === "string" && typeof joined[last] === "string") joined[last] += piece;
    else joined.push(piece);
  }
  return joined.every((piece) => typeof piece === "string") ? joined.join("") : joined;
}

/** Every message of a file whose first word is wanted, by name. */
export function compile(text, only) {
  const tree = parse(text, { withSpans: false });
  const junk = tree.body.find((entry) => entry.type === "Junk");
  if (junk) throw new Error(junk.content.trim().split("\n")[0]);
  const terms = new Map(tree.body.filter((e) => e.type === "Term").map((e) => [e.id.name, e.value]));
  const wanted = tree.body.filter(
    (e) => e.type === "Message" && e.value && (!only || only.includes(e.id.name.split("-")[0])),
  );
  return Object.fromEntries(wanted.map((e) => [e.id.name, compact(e.value, terms)]));
}

export function words() {
  return {
    name: "tacita-words",
    enforce: "pre",
    async load(id) {
      const [file, query] = id.split("?");
      if (!file.endsWith(".ftl")) return null;
      this.addWatchFile(file);
      const only = new URLSearchParams(query).get("only")?.split(",");
      const code = `export default ${JSON.stringify(compile(await readFile(file, "utf8"), only))};`;
      return { code, map: null };
    },
  };
}
