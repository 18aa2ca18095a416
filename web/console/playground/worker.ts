// What: the worker around the playground's module. Refuses: keeping anything between two questions.
import init, { Playground, stripped } from "../generated/playground";
import wasmUrl from "../generated/playground_bg.wasm?url";
import type { Question, Reply } from "./engine";

interface Scope {
  postMessage(message: Reply): void;
  onmessage: ((message: MessageEvent<Question>) => void) | null;
}

const scope = self as unknown as Scope;
let playground: Playground | null = null;

async function answer(question: Question): Promise<unknown> {
  if (question.type === "open") {
    await init({ module_or_path: wasmUrl });
    playground = new Playground(question.lines);
    return null;
  }
  if (question.type === "strip") return stripped(question.bytes) ?? null;
  if (!playground) throw new Error("not open");
  const { speaker, queue } = question;
  if (question.type === "text") return playground.text(question.text, speaker, queue);
  return playground.file(question.bytes, speaker, queue);
}

scope.onmessage = (message) => {
  const { id } = message.data;
  answer(message.data).then(
    (value) => scope.postMessage({ id, value }),
    () => scope.postMessage({ id, failed: true }),
  );
};
