// The WebSocket of one conversation. Binary frames, in order; nothing is decided here. What was on its
// way when it broke is sent again from the outbox and dropped where it is known (Practice: A1).

export interface SocketListener {
  connected(): void;
  frame(bytes: Uint8Array): void;
  disconnected(): void;
}

export class Socket {
  private current: WebSocket | null = null;

  constructor(
    private readonly url: string,
    private readonly listener: SocketListener,
  ) {}

  open(): void {
    this.drop();
    const socket = new WebSocket(this.url);
    socket.binaryType = "arraybuffer";
    this.current = socket;
    socket.onopen = (): void => {
      if (this.current === socket) this.listener.connected();
    };
    socket.onmessage = (message: MessageEvent<unknown>): void => {
      if (this.current !== socket) return;
      if (message.data instanceof ArrayBuffer) this.listener.frame(new Uint8Array(message.data));
      else this.close();
    };
    socket.onclose = (): void => {
      if (this.current !== socket) return;
      this.current = null;
      this.listener.disconnected();
    };
  }

  send(bytes: Uint8Array): void {
    // A frame for a socket that is gone is not lost: the outbox has it until it is answered.
    if (this.current?.readyState === WebSocket.OPEN) this.current.send(new Uint8Array(bytes));
  }

  /** Closes it and says so. */
  close(): void {
    const open = this.current !== null;
    this.drop();
    if (open) this.listener.disconnected();
  }

  private drop(): void {
    const socket = this.current;
    this.current = null;
    socket?.close();
  }
}

export function socketUrl(origin: string): string {
  return `${origin.replace(/^http/, "ws")}/v1/socket`;
}
