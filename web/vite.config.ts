// Owns how the pages' scripts and styles are built. Must not know what a page looks like.
import { defineConfig } from "vite";
import { manifest } from "./scripts/manifest.mjs";
import { words } from "./scripts/words.mjs";

// Every name but embed.js carries a hash of what is inside, so that a browser may keep it for ever.
export default defineConfig({
  plugins: [words(), manifest()],
  build: {
    target: "es2022",
    cssTarget: ["chrome111", "firefox113", "safari16.4"],
    // Our policy allows no data: address, so nothing is written into a style sheet as one.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: true,
    rolldownOptions: {
      input: {
        visitor: "src/visitor/main.ts",
        gp: "src/gp/main.ts",
        operator: "src/operator/main.ts",
        builder: "src/embed/builder.ts",
        "site.css": "src/style/site.css",
        "operator.css": "src/operator/operator.css",
      },
      output: {
        entryFileNames: "assets/[name]-[hash].js",
        chunkFileNames: "assets/shared-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
});
