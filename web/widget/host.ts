// What: the one line between the frame and the shop's page: open, close, unread. It carries no
// text and no key, whatever the page asks for.
// Refuses: a second port, and messages from anywhere but the page that holds the frame.

type FromHost = { open: boolean };
type ToHost = { close: true } | { unread: number } | { active: boolean };

export class Host {
  #port: MessagePort | null = null;
  #waiting: ToHost[] = [];

  constructor(opened: (open: boolean) => void) {
    const take = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source !== parent || event.data !== "tacita" || !port) return;
      removeEventListener("message", take);
      this.#port = port;
      port.onmessage = (message: MessageEvent<FromHost>) => opened(message.data.open === true);
      for (const message of this.#waiting.splice(0)) port.postMessage(message);
    };
    addEventListener("message", take);
  }

  /** Whether somebody holds the frame; alone, the page is its own window. */
  static get framed(): boolean {
    return parent !== window;
  }

  tell(message: ToHost): void {
    if (this.#port) this.#port.postMessage(message);
    else this.#waiting.push(message);
  }
}
