// One of an agent's conversations. What needs the device goes to its worker over a port.

import { Conversation, type Tables, type Wish } from "../generated/tacita";
import { ConversationHost } from "./conversation-host";
import { Screening } from "./screening";
import type { FromWorker, Start } from "./messages";

type AgentStart = Extract<Start, { type: "agent" }>;

export class AgentHost extends ConversationHost {
  constructor(
    private readonly start: AgentStart,
    private readonly tables: Tables,
    say: (message: FromWorker) => void,
  ) {
    const policy = new Screening(`${start.origin}/v1/screening`, start.queue, "same-origin");
    super(start.origin, `agent ${start.conversation}`, say, policy);
    start.device.onmessage = (message: MessageEvent<Uint8Array>): void => {
      this.give((brain, at) => brain.device(at, message.data));
    };
    void this.run();
  }

  protected make(): Conversation {
    return Conversation.agent(this.tables, this.start.conversation);
  }

  protected wish(word: string, wish: Wish): void {
    if (word === "ask") this.start.device.postMessage(wish.takeBytes());
  }
}
