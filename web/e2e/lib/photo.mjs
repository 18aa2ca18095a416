// What: a photo with a place in it, made here byte by byte (EXIF 2.32, 4.6): Cape Town, by a named
// photographer, and a comment. Refuses: being anybody's photo.

/** One entry of a TIFF directory; values over four bytes go to `extra`. */
function directory(entries, base) {
  const head = Buffer.alloc(2 + entries.length * 12 + 4);
  head.writeUInt16LE(entries.length, 0);
  let extra = Buffer.alloc(0);
  entries.forEach(([tag, type, count, value], at) => {
    const place = 2 + at * 12;
    head.writeUInt16LE(tag, place);
    head.writeUInt16LE(type, place + 2);
    head.writeUInt32LE(count, place + 4);
    if (Buffer.isBuffer(value)) {
      head.writeUInt32LE(base + head.length + extra.length, place + 8);
      extra = Buffer.concat([extra, value]);
    } else if (typeof value === "string") head.write(value, place + 8, "latin1");
    else head.writeUInt32LE(value, place + 8);
  });
  return Buffer.concat([head, extra]);
}

const degrees = (...parts) => {
  const out = Buffer.alloc(24);
  parts.forEach((part, at) => (out.writeUInt32LE(part, at * 8), out.writeUInt32LE(1, at * 8 + 4)));
  return out;
};

function segment(marker, content) {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** A grey JPEG of one block with everything a phone writes into one. */
export function photo() {
  const artist = Buffer.from("jane.doe@example.com\0");
  const first = (gps) => directory([[0x010f, 2, 4, "Cam\0"], [0x013b, 2, artist.length, artist], [0x8825, 4, 1, gps]], 8);
  const gps = 8 + first(0).length;
  const place = directory(
    [[1, 2, 2, "S\0"], [2, 5, 3, degrees(33, 55, 12)], [3, 2, 2, "E\0"], [4, 5, 3, degrees(18, 25, 12)]],
    gps,
  );
  const tiff = Buffer.concat([Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]), first(gps), place]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe1, Buffer.concat([Buffer.from("Exif\0\0"), tiff])),
    segment(0xfe, Buffer.from("call me on +27 82 123 4567")),
    segment(0xdb, Buffer.concat([Buffer.from([0]), Buffer.alloc(64, 1)])),
    segment(0xc0, Buffer.from([8, 0, 8, 0, 8, 1, 1, 0x11, 0])),
    segment(0xc4, Buffer.concat([Buffer.from([0, 1]), Buffer.alloc(15), Buffer.from([0])])),
    segment(0xc4, Buffer.concat([Buffer.from([0x10, 1]), Buffer.alloc(15), Buffer.from([0])])),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x3f, 0xff, 0xd9]),
  ]);
}
