// What: stands between one person's browser and the service, behind TLS, as whoever took the server
// over would: it has the server's own certificate and key. Keeps every frame and body that passes;
// can change, hold back and add frames, send requests to another service, answer some itself, and
// cut the line. Refuses: HTTP/2, so that each socket is a connection of its own.
import { readFileSync } from "node:fs";
import { createServer, request as ask } from "node:https";
import { connect } from "node:tls";
import { BINARY, Messages, encode } from "./frames.mjs";

/** Everything that passed, in order: `{ path, way: "up" | "down", socket, bytes }`. */
export async function between(service) {
  const { folder, facts, port } = service;
  const tls = `${folder}/data/tls`;
  const ca = readFileSync(facts.authority);
  const open = new Set();
  const self = {
    frames: [],
    bodies: [],
    /** Paths answered here: `{ type, body }`. */
    pages: new Map(),
    /** Where the API is asked: another service if somebody took the name over. Pages stay the true ones. */
    api: { port, ca },
    /** `(frame, way, socket) => frames to pass instead, or undefined to leave it alone`. */
    change: null,
    /** The sockets that are open, newest last: `{ path, down(bytes) }`. */
    sockets: [],
    isCut: false,
    cut() {
      self.isCut = true;
      for (const socket of open) socket.destroy();
    },
    mend() {
      self.isCut = false;
    },
    close() {
      self.cut();
      return new Promise((done) => server.close(done));
    },
  };

  /** Whom a request is for, and its headers with the name that they answer to. */
  const whom = (path, headers) => {
    const to = path.startsWith("/v1/") ? self.api : { port, ca };
    return { ...to, headers: JSON.parse(JSON.stringify(headers).replaceAll(`localhost:${port}`, `localhost:${to.port}`)) };
  };
  const server = createServer(
    { cert: readFileSync(`${tls}/certificate.pem`), key: readFileSync(`${tls}/key.pem`) },
    (from, to) => {
      const { pathname } = new URL(from.url, "https://localhost");
      const page = self.pages.get(pathname);
      if (page) return to.writeHead(200, { "content-type": page.type, "cache-control": "no-store" }).end(page.body);
      const onward = ask(
        { ...whom(pathname, from.headers), host: "127.0.0.1", servername: "localhost", agent: false, method: from.method, path: from.url },
        (answer) => {
          to.writeHead(answer.statusCode, answer.headers);
          answer.on("data", (bytes) => kept(answer, bytes));
          answer.pipe(to);
        },
      );
      onward.on("error", () => to.destroy());
      // A page's own files are not what anybody typed; answers and questions of the API are.
      const kept = (stream, bytes) => pathname.startsWith("/v1/") && self.bodies.push(bytes);
      from.on("data", (bytes) => kept(from, bytes));
      from.pipe(onward);
    },
  );
  server.on("connection", (socket) => {
    if (self.isCut) return socket.destroy();
    open.add(socket);
    socket.on("error", () => undefined).on("close", () => open.delete(socket));
  });
  server.on("tlsClientError", () => undefined);
  server.on("upgrade", (from, near, head) => {
    const { headers, ...other } = whom(from.url, from.headers);
    const far = connect({ ...other, host: "127.0.0.1", servername: "localhost" });
    const end = () => (near.destroy(), far.destroy(), (self.sockets = self.sockets.filter((one) => one !== socket)));
    near.on("error", end).on("close", end);
    far.on("error", end).on("close", end);
    const socket = {
      path: from.url,
      end,
      /** Says something to the browser that the service did not say. */
      down: (bytes) => near.write(encode({ kind: BINARY, bytes }, false)),
    };
    self.sockets.push(socket);
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    far.write(`${from.method} ${from.url} HTTP/1.1\r\n${lines.join("")}\r\n`);
    const passes = (way, to) => {
      const messages = new Messages();
      return (chunk) => {
        for (const message of messages.push(chunk)) {
          let frames = [message.bytes];
          if (message.kind < 8) {
            self.frames.push({ path: from.url, way, socket, bytes: message.bytes });
            frames = self.change?.(message.bytes, way, socket) ?? frames;
          }
          for (const bytes of frames) to.write(encode({ kind: message.kind, bytes }, way === "up"));
        }
      };
    };
    const up = passes("up", far);
    const down = passes("down", near);
    let answer = Buffer.alloc(0);
    const first = (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      const over = answer.indexOf("\r\n\r\n");
      if (over < 0) return;
      far.off("data", first);
      // A refusal is plain HTTP to its end.
      const then = answer.subarray(9, 12).toString() === "101" ? down : (bytes) => near.write(bytes);
      far.on("data", then);
      near.write(answer.subarray(0, over + 4));
      if (answer.length > over + 4) then(answer.subarray(over + 4));
    };
    far.on("data", first);
    if (head.length) up(head);
    near.on("data", up);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  self.port = server.address().port;
  return self;
}
