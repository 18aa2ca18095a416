// One of an agent's conversations. What needs the device goes to its worker over a port.

import { Conversation, type Tables, type Wish } from "../generated/desk";
import { ConversationHost } from "./conversation-host";
import { Ground } from "./ground";
import { Screening } from "./screening";
import type { FromWorker, Start } from "./messages";

type AgentStart = Extract<Start, { type: "agent" }>;

export class AgentHost extends ConversationHost<Conversation> {
  /** The queue's policy, asked for while the module is still on its way. */
  static screening({ origin, queue, conversation }: AgentStart): Screening {
    const url = `${origin}/v1/screening?conversation=${encodeURIComponent(conversation)}`;
    return new Screening(url, queue, "same-origin");
  }

  /** Where it is kept, under the browser's key and what opens it. */
  static ground({ conversation, halves }: AgentStart): Ground {
    return new Ground(`agent ${conversation}`, halves);
  }

  constructor(
    private readonly start: AgentStart,
    private readonly tables: Tables,
    ground: Ground,
    screening: Screening,
    say: (message: FromWorker) => void,
  ) {
    super(start.origin, ground, say, screening);
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
