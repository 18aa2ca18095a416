// The WebSocket of one conversation. Binary frames, in order; nothing is decided here. What was on its
// way when it broke is sent again from the outbox and dropped where it is known (Practice: A1).

export interface SocketListener {
  connected(): void;
  frame(bytes: Uint8Array): void;
  disconnected(): void;
}

export class Socket {
  private current: WebSocket | null = null;
  /** Dialled before the brain asked for one, with the frames that came meanwhile. */
  private ahead: { socket: WebSocket; frames: unknown[] } | null = null;

  constructor(
    private readonly url: string,
    private readonly listener: SocketListener,
  ) {}

  /** Makes the way to the server while something else is waited for; says nothing until it is opened. */
  dial(): void {
    if (this.current ?? this.ahead) return;
    const ahead = { socket: this.connect(), frames: [] as unknown[] };
    this.ahead = ahead;
    ahead.socket.onmessage = (message: MessageEvent<unknown>): void => {
      ahead.frames.push(message.data);
    };
  }

  open(): void {
    this.drop();
    const dialled = this.ahead;
    this.ahead = null;
    const here = dialled !== null && dialled.socket.readyState <= WebSocket.OPEN;
    const socket = here ? dialled.socket : this.connect();
    this.current = socket;
    const take = (data: unknown): void => {
      if (this.current !== socket) return;
      if (data instanceof ArrayBuffer) this.listener.frame(new Uint8Array(data));
      else this.close();
    };
    const connected = (): void => {
      if (this.current !== socket) return;
      this.listener.connected();
      for (const data of here ? dialled.frames.splice(0) : []) take(data);
    };
    // The brain is in the middle of a step: it hears of what is there already afterwards.
    if (socket.readyState === WebSocket.OPEN) queueMicrotask(connected);
    else socket.onopen = connected;
    socket.onmessage = (message: MessageEvent<unknown>): void => {
      take(message.data);
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

  private connect(): WebSocket {
    const socket = new WebSocket(this.url);
    socket.binaryType = "arraybuffer";
    return socket;
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
