// What: compiler settings shared by Vite, svelte-check and the linter.
// Refuses: nothing; the components carry the rules.
export default {
  compilerOptions: { runes: true },
};
