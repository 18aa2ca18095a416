// What: the one line between the frame and the shop's page: open, close, unread. It carries no
// text and no key, whatever the page asks for.
// Refuses: a second port, and messages from anywhere but the page that holds the frame.

type FromHost = { open: boolean };
type ToHost = { close: true } | { unread: number } | { active: boolean };

export class Host {
  #port: MessagePort | null = null;
  #waiting: ToHost[] = [];
  #opened: (open: boolean) => void = (open) => (this.#last = open);
  #last: boolean | null = null;

  /** Listens from the start: the page hands over its port once, perhaps before anything is drawn. */
  constructor() {
    const take = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source !== parent || event.data !== "tacita" || !port) return;
      removeEventListener("message", take);
      this.#port = port;
      port.onmessage = (message: MessageEvent<FromHost>) => this.#opened(message.data.open === true);
      for (const message of this.#waiting.splice(0)) port.postMessage(message);
    };
    addEventListener("message", take);
  }

  /** Hears whether the chat is open, at once if that was said before. */
  listen(opened: (open: boolean) => void): void {
    this.#opened = opened;
    if (this.#last !== null) opened(this.#last);
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
