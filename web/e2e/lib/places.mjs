// What: every place where a service could have left what people typed: its files, its log, its
// metrics, the frames and bodies that reached it or left it, the memory of its process.
// Refuses: reading a process that is not our own child's child.
import { closeSync, openSync, readFileSync, readSync, readdirSync } from "node:fs";
import { join } from "node:path";

const PIECE = 8 << 20;

/** Names and bytes of the service's files; a database's write-ahead log is a place of its own. */
function files(folder) {
  const found = { database: [], wal: [], "other files": [] };
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const place = /-wal$/.test(entry.name) ? "wal" : /\.(db|sqlite3?)$/.test(entry.name) ? "database" : "other files";
    found[place].push(readFileSync(join(entry.parentPath ?? entry.path, entry.name)));
  }
  return found;
}

/** Every readable stretch of a process's memory, in pieces that overlap. Stands still meanwhile. */
function* memory(pid, overlap) {
  process.kill(pid, "SIGSTOP");
  const handle = openSync(`/proc/${pid}/mem`, "r");
  try {
    for (const line of readFileSync(`/proc/${pid}/maps`, "utf8").split("\n")) {
      const [range, rights = "", , , , name = ""] = line.trim().split(/\s+/);
      if (!rights.startsWith("r") || /^\[v(var|vvar|syscall|dso)/.test(name)) continue;
      const [from, to] = range.split("-").map((hex) => parseInt(hex, 16));
      for (let at = from; at < to; at += PIECE - overlap) {
        const piece = Buffer.allocUnsafe(Math.min(PIECE, to - at));
        let got = 0;
        try {
          got = readSync(handle, piece, 0, piece.length, at);
        } catch {
          // A stretch that is reserved and not backed by anything.
        }
        if (got > 0) yield piece.subarray(0, got);
        if (at + PIECE >= to) break;
      }
    }
  } finally {
    closeSync(handle);
    process.kill(pid, "SIGCONT");
  }
}

/** What occurs in pieces of bytes: `{ bytes, found: [pattern] }`. */
function look(search, pieces) {
  const found = new Set();
  let bytes = 0;
  for (const piece of pieces) {
    bytes += piece.length;
    for (const pattern of search.look(piece)) found.add(pattern);
  }
  return { bytes, found: [...found] };
}

/** What occurs in the files of a service. */
export function lookIn(search, folder) {
  const all = Object.entries(files(join(folder, "data/server")));
  return Object.fromEntries(all.map(([place, pieces]) => [place, look(search, pieces)]));
}

/** What occurs where, by place, while the service runs. */
export async function lookAll(search, running, people) {
  const passed = people.flatMap(({ line }) => [...line.frames.map(({ bytes }) => bytes), ...line.bodies]);
  return {
    frames: look(search, passed),
    log: look(search, [Buffer.from(running.log())]),
    metrics: look(search, [Buffer.from(await running.metrics())]),
    ...lookIn(search, running.folder),
    memory: look(search, memory(running.serving(), search.overlap)),
  };
}
