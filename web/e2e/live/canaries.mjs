// What: the control of the search that ends every scene (`scene.mjs`). The same texts, in every form,
// are put as bytes into the body of a message on its way up. The service cannot tell such a body from
// ciphertext and treats it like any other; so what the search finds now, it would have found before.
// Refuses: a switch in the product. No body can reach log and metrics: for these two the control is
// that the service's own words of this very run are found in them, and copies planted in their bytes.
import assert from "node:assert/strict";
import { forms, searcher } from "../lib/canaries.mjs";
import { lookAll, lookIn } from "../lib/places.mjs";
import { figures } from "../lib/suite.mjs";
import { ROOM } from "../lib/people.mjs";
import { greeted, letters } from "./chats.mjs";
import { everTyped, scene } from "./scene.mjs";

const POST = 0x01;
const ACCEPTED = 0x82;
const HEADER = 33;
/** Well under the longest frame that the service takes. */
const BODY = 20_000;

/** A length as RFC 9420 section 2.1.2 writes it. */
function length(n) {
  if (n < 64) return Buffer.from([n]);
  return n < 16_384 ? Buffer.from([0x40 | (n >> 8), n & 0xff]) : Buffer.from([0x80, n >> 16, (n >> 8) & 0xff, n & 0xff]);
}

/** The place behind a vector that begins at `at`. */
function behind(bytes, at) {
  const kind = bytes[at] >> 6;
  const first = bytes[at] & 0x3f;
  if (kind === 0) return at + 1 + first;
  return kind === 1 ? at + 2 + ((first << 8) | bytes[at + 1]) : at + 4 + ((first << 24) | (bytes[at + 1] << 16) | bytes.readUInt16BE(at + 2));
}

/** A post with this body instead of its ciphertext: `MLSMessage { PrivateMessage }`, section 6.3. */
function withBody(post, body) {
  // Version and wire format, then group id, epoch, content type, authenticated data, sender data.
  const group = behind(post, HEADER + 4);
  const data = behind(post, group + 9);
  const sender = behind(post, data);
  return Buffer.concat([post.subarray(0, sender), length(body.length), body]);
}

export function canaries(binary) {
  const looks = async (it) => {
    const bodies = it.bodies;
    const { running, people, patterns } = it;
    const search = searcher(patterns);
    const live = await lookAll(search, running, people);
    // What SQLite copies from its log into the database when the service ends in order.
    await running.stop();
    const ended = await lookIn(search, running.folder);
    const found = { frames: live.frames, memory: live.memory, wal: live.wal, database: ended.database };
    const missing = (place) => patterns.filter((pattern) => !found[place].found.includes(pattern)).map(({ form, text }) => `${form}: ${text}`);
    for (const place of Object.keys(found)) assert.deepEqual(missing(place), [], `the search misses in the ${place}`);
    const own = { log: [running.log(), '"target":"tacita_server'], metrics: [it.metrics, "tacita_requests_total"] };
    for (const [place, [text, word]] of Object.entries(own)) {
      const ours = searcher(forms(word));
      assert.ok(ours.look(Buffer.from(text)).size > 0, `the ${place} of this run holds ${word}`);
      const [head, tail] = [text.slice(0, text.length / 2), text.slice(text.length / 2)].map((half) => Buffer.from(half));
      const planted = search.look(Buffer.concat([head, ...patterns.flatMap(({ bytes }) => [bytes, Buffer.from("\n")]), tail]));
      assert.equal(planted.size, patterns.length, place);
      found[place] = { bytes: text.length, found: [...planted] };
    }
    figures.canaries_control = {
      texts: it.texts.size,
      patterns: patterns.length,
      posts: bodies.length,
      found: Object.fromEntries(Object.entries(found).map(([place, { found: all }]) => [place, all.length])),
    };
    console.log(`    ${JSON.stringify(figures.canaries_control)}`);
  };

  scene(binary, "what the search for canaries must not find after the chats, it finds in every place once it stands in message bodies (Practice: B2)",
    async (it) => {
      const { agent: thandi, customer: ines } = await greeted(it);
      // Bodies wait for a member who is away.
      thandi.line.cut();
      it.texts = new Set([...[...everTyped, ...it.running.typed].slice(0, 40), it.card, it.card.replaceAll(" ", "")]);
      it.patterns = [...it.texts].flatMap(forms);
      it.bodies = [];
      let body = [];
      let size = 0;
      // Three times, each time in another order: SQLite cuts a body into pages, and one that is cut
      // in the middle of a text is not found there.
      const key = (n, turn) => Math.sin(n * 12.9898 + turn * 78.233);
      const order = (turn) => [...it.patterns.keys()].sort((a, b) => key(a, turn) - key(b, turn)).map((n) => it.patterns[n]);
      for (const { bytes } of [0, 1, 2].flatMap(order)) {
        body.push(bytes, Buffer.from([0]));
        size += bytes.length + 1;
        if (size > BODY - 1_000) {
          it.bodies.push(Buffer.concat(body.splice(0)));
          size = 0;
        }
      }
      it.bodies.push(Buffer.concat([...body, Buffer.alloc(64)]));
      const waiting = [...it.bodies];
      let accepted = 0;
      ines.line.change = (frame, way) => {
        if (way === "down" && frame[0] === ACCEPTED) accepted += 1;
        if (way !== "up" || frame[0] !== POST || waiting.length === 0) return undefined;
        const changed = withBody(frame, waiting.shift());
        // Seen behind TLS like any other frame.
        ines.line.frames.push({ path: "/v1/socket", way, bytes: changed });
        return [changed];
      };
      for (let n = 0; n < it.bodies.length; n++) await ines.write(it.says(`filler ${letters(n)}`));
      for (const until = Date.now() + ROOM.timeout; accepted < it.bodies.length; await ines.page.waitForTimeout(50))
        assert.ok(Date.now() < until, `${accepted} of ${it.bodies.length} posts were taken`);
      it.metrics = await it.running.metrics();
    },
    { looks, last: true },
  );
}
