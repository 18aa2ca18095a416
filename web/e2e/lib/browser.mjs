// What: Debian's Chromium for the tests, with a profile of its own that trusts the given CA and
// blocks third-party cookies, as in the world. Collects what the console and the content security
// policy complain of. Refuses: ignoring certificate errors.
import { chromium } from "playwright-core";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const FLAGS = [
  // Chromium refuses its sandbox to root, and to nobody else.
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * One person's window: their own profile, home and trust. `via` sends what goes to a port of
 * localhost to another one, as a name server in false hands would. Close it with `close()`.
 */
export async function person({ ca, via, ...options } = {}) {
  const home = mkdtempSync(join(tmpdir(), "tacita-person-"));
  const profile = join(home, "profile");
  mkdirSync(join(profile, "Default"), { recursive: true });
  writeFileSync(
    join(profile, "Default/Preferences"),
    JSON.stringify({ profile: { cookie_controls_mode: 1, block_third_party_cookies: true } }),
  );
  if (ca) {
    const nss = join(home, ".pki/nssdb");
    mkdirSync(nss, { recursive: true });
    execFileSync("certutil", ["-d", `sql:${nss}`, "-N", "--empty-password"]);
    execFileSync("certutil", ["-d", `sql:${nss}`, "-A", "-t", "C,,", "-n", "tacita", "-i", ca]);
  }
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: [
      ...FLAGS,
      "--test-third-party-cookie-phaseout",
      ...(via ? [`--host-resolver-rules=MAP localhost:${via.from} 127.0.0.1:${via.to}`] : []),
    ],
    env: { ...process.env, HOME: home },
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  const complaints = [];
  const watch = (page) => {
    page.on("console", (m) => {
      if (m.type() === "error" || /Content Security Policy|Trusted/.test(m.text())) complaints.push(m.text());
    });
    page.on("pageerror", (error) => complaints.push(`${error}`));
  };
  context.pages().forEach(watch);
  context.on("page", watch);
  return {
    context,
    home,
    complaints,
    page: context.pages()[0] ?? (await context.newPage()),
    async close() {
      await context.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
