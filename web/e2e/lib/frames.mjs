// What: WebSocket messages in and out of a byte stream (RFC 6455 section 5), for the program that
// stands between browser and service. Refuses: extensions; the service offers none.
import { randomBytes } from "node:crypto";

const CONTINUES = 0;
export const BINARY = 2;

/** Takes bytes as they come; gives whole messages as `{ kind, bytes }`, control frames among them. */
export class Messages {
  #rest = Buffer.alloc(0);
  #parts = [];
  #kind = 0;

  push(chunk) {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const whole = [];
    for (let frame = this.#frame(); frame; frame = this.#frame()) {
      if (frame.kind >= 8) whole.push(frame);
      else {
        if (frame.kind !== CONTINUES) this.#kind = frame.kind;
        this.#parts.push(frame.bytes);
        if (frame.last) whole.push({ kind: this.#kind, bytes: Buffer.concat(this.#parts.splice(0)) });
      }
    }
    return whole;
  }

  #frame() {
    const rest = this.#rest;
    if (rest.length < 2) return null;
    const masked = (rest[1] & 0x80) !== 0;
    const short = rest[1] & 0x7f;
    const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
    const head = 2 + extra + (masked ? 4 : 0);
    if (rest.length < head) return null;
    const length = extra === 2 ? rest.readUInt16BE(2) : extra === 8 ? Number(rest.readBigUInt64BE(2)) : short;
    if (rest.length < head + length) return null;
    const bytes = Buffer.from(rest.subarray(head, head + length));
    if (masked) for (let i = 0; i < length; i++) bytes[i] ^= rest[head - 4 + (i & 3)];
    this.#rest = rest.subarray(head + length);
    return { last: (rest[0] & 0x80) !== 0, kind: rest[0] & 0x0f, bytes };
  }
}

/** One message as one frame; what a client says is masked. */
export function encode({ kind, bytes }, masked) {
  const { length } = bytes;
  const extra = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const head = Buffer.alloc(2 + extra + (masked ? 4 : 0));
  head[0] = 0x80 | kind;
  head[1] = (masked ? 0x80 : 0) | (extra === 0 ? length : extra === 2 ? 126 : 127);
  if (extra === 2) head.writeUInt16BE(length, 2);
  if (extra === 8) head.writeBigUInt64BE(BigInt(length), 2);
  if (!masked) return Buffer.concat([head, bytes]);
  const mask = randomBytes(4);
  mask.copy(head, head.length - 4);
  const body = Buffer.from(bytes);
  for (let i = 0; i < length; i++) body[i] ^= mask[i & 3];
  return Buffer.concat([head, body]);
}
