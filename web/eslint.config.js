// What: the rules a reviewer would otherwise repeat. Refuses: dead code, `any`, markup from strings.
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";

export default ts.config(
  { ignores: ["**/dist/", "**/generated/", "node_modules/"] },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    rules: {
      // The type checker knows better which names exist.
      "no-undef": "off",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Trusted Types refuse markup from strings; draw a component." },
        { property: "outerHTML", message: "Trusted Types refuse markup from strings; draw a component." },
      ],
      "no-console": "error",
      "svelte/no-at-html-tags": "error",
      "svelte/require-each-key": "error",
      // The pages have no SvelteKit router to resolve against.
      "svelte/no-navigation-without-resolve": "off",
    },
  },
  { files: ["build/**", "e2e/**"], rules: { "no-console": "off" } },
);
