// What: looks for texts in bytes, in every form a program might have put them in: as they are,
// UTF-16, hex, JSON escapes, percent-encoding, base64 at each of its three offsets.
// Refuses: texts so short that they occur by chance.
const SHORTEST = 10;

/** A word that occurs nowhere else, pronounceable so that screening takes it for one. */
export function canary() {
  const one = (from) => from[Math.floor(Math.random() * from.length)];
  return Array.from({ length: 6 }, () => one("bdfgklmnprtvz") + one("aeiou")).join("");
}

/** A card number that passes every check, drawn for this run. */
export function card() {
  const digits = [4, 5, 3, 9, ...Array.from({ length: 11 }, () => Math.floor(Math.random() * 10))];
  const sum = digits.reduce((all, digit, at) => all + (at % 2 ? digit : digit * 2 - (digit > 4 ? 9 : 0)), 0);
  return [...digits, (10 - (sum % 10)) % 10].join("").replace(/(.{4})(?=.)/g, "$1 ");
}

/** Every form of a text: `{ form, bytes }`. */
export function forms(text) {
  const raw = Buffer.from(text);
  const little = Buffer.from(text, "utf16le");
  const units = [...text].map((unit) => unit.charCodeAt(0).toString(16).padStart(4, "0"));
  const percent = [...raw].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  const all = [
    ["raw", raw],
    ["utf-16 little", little],
    ["utf-16 big", Buffer.from(little).swap16()],
    ["hex", raw.toString("hex")],
    ["hex", raw.toString("hex").toUpperCase()],
    ["json", JSON.stringify(text).slice(1, -1)],
    ["json", units.map((unit) => `\\u${unit}`).join("")],
    ["json", units.map((unit) => `\\u${unit.toUpperCase()}`).join("")],
    ["percent", encodeURIComponent(text)],
    ["percent", encodeURIComponent(text).replaceAll("%20", "+")],
    ["percent", percent],
    ["percent", percent.toUpperCase()],
  ];
  for (const offset of [0, 1, 2]) {
    const whole = Buffer.concat([Buffer.alloc(offset), raw]).toString("base64");
    // Only the characters that the text alone decides.
    const sure = whole.slice([0, 2, 3][offset], Math.floor(((offset + raw.length) * 8) / 6));
    all.push([`base64 +${offset}`, sure], [`base64 +${offset}`, sure.replaceAll("+", "-").replaceAll("/", "_")]);
  }
  const seen = new Set();
  return all
    .map(([form, bytes]) => ({ form, text, bytes: Buffer.from(bytes) }))
    .filter(({ bytes }) => !seen.has(bytes.toString("latin1")) && seen.add(bytes.toString("latin1")));
}

const BLOCK = 3;
const hash = (bytes, at) => (bytes[at] ^ (bytes[at + 1] << 6) ^ (bytes[at + 2] << 12)) & 0xfffff;

/**
 * A search for many patterns at once (Wu and Manber, 1994): it looks at one place in about ten.
 * `look(bytes)` gives the patterns that occur.
 */
export function searcher(patterns) {
  const shortest = Math.min(...patterns.map(({ bytes }) => bytes.length));
  if (shortest < SHORTEST) throw new Error("a text is too short to be looked for");
  const far = Math.min(shortest, 250) - BLOCK + 1;
  const shift = new Uint8Array(0x100000).fill(far);
  const ends = new Map();
  for (const pattern of patterns) {
    for (let at = 0; at < far; at++) {
      const key = hash(pattern.bytes, at);
      shift[key] = Math.min(shift[key], far - 1 - at);
    }
    const key = hash(pattern.bytes, far - 1);
    if (!ends.has(key)) ends.set(key, []);
    ends.get(key).push(pattern);
  }
  return {
    /** How much two pieces of one stretch must overlap. */
    overlap: Math.max(...patterns.map(({ bytes }) => bytes.length)) - 1,
    look(bytes) {
      const found = new Set();
      const end = bytes.length - BLOCK;
      for (let at = far - 1; at <= end; ) {
        const key = hash(bytes, at);
        const step = shift[key];
        if (step > 0) {
          at += step;
          continue;
        }
        const from = at - far + 1;
        for (const pattern of ends.get(key) ?? [])
          if (bytes.length >= from + pattern.bytes.length && pattern.bytes.equals(bytes.subarray(from, from + pattern.bytes.length)))
            found.add(pattern);
        at += 1;
      }
      return found;
    },
  };
}
