// What: draws the console. Refuses: showing anything before the sign-in is known.
// Next: App.svelte (sign-in, device, desk), desk.svelte.ts (what the desk knows).
import "@kit/fonts.css";
import "@kit/tokens.css";
import "@kit/base.css";
import "./console.css";
import { speak } from "@kit/words";
import english from "@kit/words/en.ftl";
import { mount } from "svelte";
import App from "./App.svelte";
import { preferences } from "./preferences.svelte";

preferences.apply();
await speak(english, { de: () => import("@kit/words/de.ftl") });
const target = document.getElementById("app");
if (target) mount(App, { target });
