import { fileURLToPath } from "node:url";

import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

/**
 * The Desk's page: files only, nothing inline. Assets are never turned into `data:` addresses,
 * because the page's policy admits nothing but its own origin.
 */
export default defineConfig({
  root: fileURLToPath(new URL("web", import.meta.url)),
  plugins: [svelte()],
  build: {
    outDir: "../../../dist/desk/web",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
