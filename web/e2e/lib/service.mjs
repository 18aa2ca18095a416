// What: the real program as `tacita demo` runs it (service, issuer, shop), in a folder of its own on
// free ports. `crash` kills the serving process the hard way; the demo starts it again.
// Refuses: anything but loopback, and leaving a process behind.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const free = () =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

const START_MILLIS = 60_000;

export async function service(binary) {
  const folder = mkdtempSync(join(tmpdir(), "tacita-e2e-"));
  const ports = ["--port", await free(), "--shop-port", await free()].map(String);
  const child = spawn(binary, ["demo", "--data", join(folder, "data"), ...ports], {
    stdio: ["ignore", "pipe", "pipe"],
    // The program reads `TACITA_…` as its configuration; what CI sets for others is not for it.
    env: { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("TACITA_"))), HOME: folder },
  });
  let said = "";
  child.stdout.on("data", (bytes) => (said += bytes));
  child.stderr.on("data", (bytes) => (said += bytes));
  await new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`the demo did not start:\n${said}`)), START_MILLIS);
    const look = setInterval(() => {
      if (child.exitCode !== null) fail(new Error(`the demo ended:\n${said}`));
      else if (said.includes("Tacita is running.")) done();
      else return;
      clearTimeout(late);
      clearInterval(look);
    }, 50);
  });
  const facts = JSON.parse(readFileSync(join(folder, "data/demo.json"), "utf8"));
  return {
    folder,
    facts,
    said: () => said,
    /** SIGKILL to the serving process alone. */
    crash() {
      const children = execFileSync("ps", ["-o", "pid=,args=", "--ppid", String(child.pid)], { encoding: "utf8" });
      const line = children.split("\n").find((one) => / serve( |$)/.test(one));
      process.kill(Number(line.trim().split(/\s+/)[0]), "SIGKILL");
    },
    async close() {
      child.kill("SIGINT");
      await new Promise((done) => {
        child.once("exit", done);
        setTimeout(() => child.kill("SIGKILL"), 8000).unref();
      });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
