// What: browser tests. First the screens on the stand-in brain (every state, axe, keyboard, policy),
// then the rows of the encryption design in a browser, then real windows against the real program:
// node e2e/run.mjs [--only=screens,rows,chats,…] [words of titles].
// Refuses: passing without the program in CI; elsewhere it names what was left out.
import { close, runAll, skip } from "./lib/suite.mjs";
import { program } from "./lib/program.mjs";

const only = process.argv.slice(2).find((word) => word.startsWith("--only="));
const parts = only?.slice("--only=".length).split(",");
const wanted = (part) => !parts || parts.includes(part);
const words = process.argv.slice(2).filter((word) => word !== only);
if (wanted("screens")) {
  const { screens } = await import("./screens/all.mjs");
  await screens(() => runAll(words));
}
if (wanted("rows")) {
  const { rows } = await import("./rows/all.mjs");
  rows();
  await runAll(words);
}

const binary = program();
if (binary) {
  const { live } = await import("./live/all.mjs");
  await live(binary, wanted, () => runAll(words));
} else if (process.env.CI) {
  throw new Error("the program is not built: cargo build --package tacita-server --features ui");
} else {
  skip("real windows against the real program", "cargo build --package tacita-server --bin tacita --features ui");
}
process.exit(close());
