// What: a server in false hands: it has the name and the certificate that browsers trust, and shows
// agents of an organisation of its own. The shop's page pins the true one.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { agent } from "../lib/people.mjs";
import { service } from "../lib/service.mjs";
import { scene } from "./scene.mjs";

const POST = 0x01;
const CLIENT_CONTROL = 0x40;

export function hostile(binary) {
  for (const [path, how] of [["", "reserved at once"], ["billing", "named for what is written first"]])
    scene(binary, `an agent whose credential another key signed, ${how}, is refused by the widget and nothing is sent to them`, async (it) => {
      const other = await service(binary);
      try {
        const mallory = await it.join(agent(other, "thandi"));
        const ines = await it.customer({
          path,
          before: (who) => void (who.line.api = { port: other.port, ca: readFileSync(other.facts.authority) }),
        });
        await ines.write(it.says("who reads this, I wonder"));
        await ines.warned("could not prove who they are");
        if (process.env.E2E_SHOTS) await ines.page.screenshot({ path: `${process.env.E2E_SHOTS}/hostile-${path || "front"}.png` });
        // The widget proved its key and sent nothing that holds a text: no batch, no record, no post.
        const said = ines.line.frames.filter(({ way }) => way === "up").map(({ bytes }) => bytes);
        assert.deepEqual(said.filter((frame) => frame[0] === POST), []);
        for (const frame of said.filter((one) => one[0] === CLIENT_CONTROL))
          assert.doesNotMatch(frame.subarray(0, 16).toString("latin1"), /Batch|Intake|Commit/);
        assert.ok(!(await mallory.page.content()).includes(it.word));
      } finally {
        await other.close();
      }
    });
}
