// What: one HTTPS request to the running service, past browsers and their caches.
import { readFileSync } from "node:fs";
import { request } from "node:https";

/** `{ status, headers, body }`; the certificate authority of the demonstration is trusted, no other. */
export function ask(service, method, path, { headers = {}, body, port = service.port } = {}) {
  const options = { host: "127.0.0.1", port, servername: "localhost", ca: readFileSync(service.facts.authority), agent: false, method, path };
  return new Promise((done, fail) => {
    const sent = request({ ...options, headers: { host: `localhost:${port}`, ...headers } }, (answer) => {
      const parts = [];
      answer.on("data", (bytes) => parts.push(bytes));
      answer.on("end", () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts).toString() }));
    });
    sent.on("error", fail);
    sent.end(body);
  });
}
