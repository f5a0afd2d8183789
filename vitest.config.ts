import {defineConfig} from "vitest/config";

// Three projects, run apart: `unit` needs nothing, `site` reads `dist`, `browser` opens `dist` in a browser.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/site.test.ts", "tests/browser/**"],
          testTimeout: 180_000,
          hookTimeout: 180_000
        }
      },
      {test: {name: "site", include: ["tests/site.test.ts"], testTimeout: 180_000, hookTimeout: 180_000}},
      {
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          // One page at a time: what is measured and trained there must not share the processor.
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 600_000,
          expect: {poll: {timeout: 30_000, interval: 100}} // a busy machine takes its time
        }
      }
    ]
  }
});
