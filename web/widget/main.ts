// What: draws the widget into its frame. The site comes in the query, the pinned root in the
// fragment (which no server sees). Refuses: waiting; the shell is drawn before any answer.
// Next: Widget.svelte (the screens), host.ts (what the shop's page and the frame say to each other).
import "@kit/tokens.css";
import "@kit/base.css";
import "./widget.css";
import { speak } from "@kit/words";
import english from "@kit/words/en.ftl?only=widget";
import { mount } from "svelte";
import { Host } from "./host";
import Widget from "./Widget.svelte";

const host = new Host();
await speak(english, {
  de: () => import("@kit/words/de.ftl?only=widget"),
});
const site = new URLSearchParams(location.search).get("site") ?? "";
const root = new URLSearchParams(location.hash.slice(1)).get("root") ?? "";
const target = document.getElementById("app");
if (target) mount(Widget, { target, props: { site, root, host } });
