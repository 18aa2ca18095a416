// What: the chat itself: messages, composer, the brain's face. Fetched at once, beside the first
// paint and not before it: who can read this stands on the screen while this arrives.
import { add } from "@kit/words";
import english from "@kit/words/en.ftl?only=talk";

await add(english, { de: () => import("@kit/words/de.ftl?only=talk") });

export { default as Composer } from "@kit/talk/Composer.svelte";
export { default as Messages } from "@kit/talk/Messages.svelte";
export { Chat } from "./chat.svelte";
