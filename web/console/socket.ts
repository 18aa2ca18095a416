// What: the console's own socket: content-free events about lists. Comes back by itself, slower
// each time, and asks for the whole inbox after every gap.
// Refuses: content; messages travel on the conversations' sockets in the workers.
import type { ConsoleEvent } from "@kit/http";

const LONGEST_MILLIS = 20_000;

export function consoleSocket(
  take: (event: ConsoleEvent) => void,
  connected: (on: boolean) => void,
): () => void {
  let wait = 500;
  let over = false;
  let timer: ReturnType<typeof setTimeout>;
  let socket: WebSocket;
  const open = () => {
    socket = new WebSocket(`wss://${location.host}/v1/console`);
    socket.onopen = () => {
      wait = 500;
      connected(true);
    };
    socket.onmessage = (message: MessageEvent<string>) => take(JSON.parse(message.data) as ConsoleEvent);
    socket.onclose = () => {
      if (over) return;
      connected(false);
      timer = setTimeout(open, wait * (0.75 + Math.random() / 2));
      wait = Math.min(wait * 2, LONGEST_MILLIS);
    };
  };
  open();
  return () => {
    over = true;
    clearTimeout(timer);
    socket.close();
  };
}
