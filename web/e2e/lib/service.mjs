// What: the real program as `tacita demo` runs it (service, issuer, shop), in a folder of its own on
// free ports. `crash` kills the serving process the hard way; the demo starts it again.
// Refuses: anything but loopback, and leaving a process behind.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A free port below those that the system hands out to anybody who connects. */
export async function free() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const taken = await new Promise((done) => {
      const server = createServer().once("error", () => done(true));
      server.listen(port, "127.0.0.1", () => server.close(() => done(false)));
    });
    if (!taken) return port;
  }
}

const START_MILLIS = 120_000;

/** `env` answers more settings for the service from its folder. */
export async function service(binary, { env = () => ({}) } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "tacita-e2e-"));
  const ports = ["--port", await free(), "--shop-port", await free()].map(String);
  const metrics = `127.0.0.1:${await free()}`;
  let said = "";
  let logged = "";
  let child;
  const start = async () => {
    child = spawn(binary, ["demo", "--data", join(folder, "data"), ...ports], {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        // The program reads `TACITA_…` as its configuration; what CI sets for others is not for it.
        ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("TACITA_"))),
        HOME: folder,
        TACITA_METRICS__LISTEN: metrics,
        // The most that it ever says: the canaries are looked for in it.
        TACITA_LOG__LEVEL: "debug",
        ...env(folder),
      },
    });
    let now = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (bytes) => {
        now += bytes;
        said += bytes;
      });
    // Passwords stand on the demonstration's standard output by design; the log is the other one.
    child.stderr.on("data", (bytes) => (logged += bytes));
    let late;
    await new Promise((done, fail) => {
      late = setTimeout(() => fail(new Error(`the demo did not start:\n${now}`)), START_MILLIS);
      child.stdout.on("data", () => now.includes("Tacita is running.") && done());
      child.once("exit", () => fail(new Error(`the demo ended:\n${now}`)));
    }).finally(() => clearTimeout(late));
  };
  await start();
  const facts = JSON.parse(readFileSync(join(folder, "data/demo.json"), "utf8"));
  /** The process that serves, apart from the issuer and the shop. */
  const serving = () => {
    const children = execFileSync("ps", ["-o", "pid=,args=", "--ppid", String(child.pid)], { encoding: "utf8" });
    const line = children.split("\n").find((one) => / serve( |$)/.test(one));
    return Number(line.trim().split(/\s+/)[0]);
  };
  return {
    folder,
    facts,
    port: Number(new URL(facts.console).port),
    serving,
    /** Everything that people typed into chats, and what they meant to keep to themselves. */
    typed: new Set(),
    said: () => said,
    log: () => logged,
    metrics: async () => (await fetch(`http://${metrics}/metrics`)).text(),
    /** SIGKILL to the serving process alone. */
    crash() {
      process.kill(serving(), "SIGKILL");
    },
    /** Ends it in order; the folder stays. */
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGINT");
      await new Promise((done) => {
        child.once("exit", done);
        setTimeout(() => child.kill("SIGKILL"), 20_000).unref();
      });
    },
    /** Ends it, lets something be done to its folder, starts it again where it was. */
    async restart(change = () => undefined) {
      await this.stop();
      change();
      await start();
    },
    async close() {
      await this.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
