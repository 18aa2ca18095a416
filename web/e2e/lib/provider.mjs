// What: a real OpenID Connect provider (npm oidc-provider) on this machine, with the demonstration's
// certificate. Whoever types a name at its page is that person; GROUPS says what groups they are in.
// Refuses: being anything but a test's; its keys are the library's for development.
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { join } from "node:path";
import Provider from "oidc-provider";

export const CLIENT = { id: "tacita-desk", secret: "a-secret-of-this-test-alone" };

/** Settings of the service for a provider on this port, in a folder of the demonstration. */
export const settings = (folder, port) => ({
  TACITA_OIDC__ISSUER: `https://localhost:${port}`,
  TACITA_OIDC__NAME: "Harbour Login",
  TACITA_OIDC__CLIENT_ID: CLIENT.id,
  TACITA_OIDC__CLIENT_SECRET: CLIENT.secret,
  TACITA_OIDC__AUTHORITY: join(folder, "data/tls/authority.pem"),
  TACITA_GROUPS: '[{name = "privacy", role = "officer"}]',
});

/** Starts it; `groups` are those of each person by the name that they type. */
export async function provider(folder, port, origin, groups) {
  const issuer = `https://localhost:${port}`;
  // It warns about its keys and its pages for development, which is what this is.
  const warn = console.warn;
  console.warn = () => undefined;
  const oidc = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [`${origin}/v1/sign-ins/organisation/back`],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    claims: { openid: ["sub"], profile: ["name", "preferred_username", "groups"] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: id, preferred_username: id, groups: groups[id] ?? [] }),
    }),
  });
  console.warn = warn;
  const tls = (name) => readFileSync(join(folder, "data/tls", `${name}.pem`));
  const server = createServer({ cert: tls("certificate"), key: tls("key") }, oidc.callback());
  await new Promise((done) => server.listen(port, "127.0.0.1", done));
  return { close: () => new Promise((done) => (server.close(done), server.closeAllConnections())) };
}
