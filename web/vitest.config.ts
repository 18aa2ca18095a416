// What: unit tests of what the pages compute; pages themselves are tested in a browser (e2e).
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte()],
  resolve: { alias: { "@kit": new URL("./kit", import.meta.url).pathname, "@core": new URL("./core/src/types.ts", import.meta.url).pathname } },
  test: { include: ["{kit,widget,console,loader,core}/**/*.test.ts"], environment: "node" },
});
