// Owns how embed.js is built: one module that needs no other file, under a name that never changes.
import { defineConfig } from "vite";
import { words } from "./scripts/words.mjs";

export default defineConfig({
  plugins: [words()],
  publicDir: false,
  build: {
    target: "es2022",
    emptyOutDir: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { embed: "src/embed/element.ts" },
      output: { entryFileNames: "[name].js", codeSplitting: false },
    },
  },
});
