// What: the receipt and its words, fetched when somebody asks for it and not before.
import { add } from "@kit/words";
import english from "@kit/words/en.ftl?only=receipt";

await add(english, { de: () => import("@kit/words/de.ftl?only=receipt") });

export { default as Receipt } from "./Receipt.svelte";
