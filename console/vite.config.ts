import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { ENGINE } from "./scripts/engine.mjs";
import { limits } from "./scripts/limits";

// The server that `npm run dev` talks to; the built console is served by the server itself.
const SERVER = process.env["ANXING_SERVER"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  base: "/console/",
  // The server puts a new nonce in its place in each answer; `src/app/policy.ts` reads it.
  html: { cspNonce: "ANXING_NONCE" },
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  plugins: [limits()],
  build: {
    target: ENGINE,
    outDir: "dist",
    emptyOutDir: true,
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      // The components' files begin with "use client", which means nothing in a bundle of our own.
      onwarn: (warning, tell) => {
        if (warning.code !== "MODULE_LEVEL_DIRECTIVE") tell(warning);
      },
    },
  },
  // Without the React plug-in: it would only add hot reloading, and it does not install everywhere.
  esbuild: { jsx: "automatic" },
  server: { proxy: { "/api": SERVER } },
  // The tests' browser is none to the bundler, which would take what the client of tus has for Node.
  test: {
    alias: { "tus-js-client": fileURLToPath(new URL("./node_modules/tus-js-client/lib.esm/browser/index.js", import.meta.url)) },
    environment: "happy-dom",
    include: ["{src,scripts}/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test/setup.ts"],
  },
});
