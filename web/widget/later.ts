// What: the screens behind a tap and the words only they use, fetched after the chat itself.
// Refuses: being needed for the first message.
import { add, language } from "@kit/words";
import english from "@kit/words/en.ftl?only=sheet";
import { current, read } from "./guide";

await add(english, { de: () => import("@kit/words/de.ftl?only=sheet") });
// The guide opens at once, and without a connection too; whatever fails here is tried again then.
void read(current(language)).catch(() => undefined);

export { default as Alarms } from "./Alarms.svelte";
export { default as CloseAsk } from "./CloseAsk.svelte";
export { default as Ended } from "./Ended.svelte";
export { default as Form } from "./Form.svelte";
export { default as Guide } from "./Guide.svelte";
export { default as Refusal } from "./Refusal.svelte";
export { default as Who } from "./Who.svelte";
