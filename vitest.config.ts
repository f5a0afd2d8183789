import {availableParallelism} from "node:os";
import {defineConfig} from "vitest/config";

const minutes = 60_000;

/** Files tested at a time. Two, on two processors: a test often waits. */
const workers = Math.max(2, availableParallelism() - 1);

/** Tests that open `dist` in a browser: a busy machine takes its time, and no test says how much. */
const inBrowser = {
  testTimeout: 10 * minutes,
  hookTimeout: 10 * minutes,
  expect: {poll: {timeout: 2 * minutes, interval: 100}}
};

// Four projects, run apart: `unit` needs nothing, `site` reads `dist`, `browser` opens `dist` in a browser, and `claims`
// trains there until what the chapters say of their networks shows.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/site.test.ts", "tests/browser/**", "tests/claims/**"],
          isolate: false,
          setupFiles: "tests/unitSetup.ts",
          maxWorkers: workers,
          testTimeout: 3 * minutes,
          hookTimeout: 3 * minutes
        }
      },
      {
        test: {
          name: "site",
          include: ["tests/site.test.ts"],
          testTimeout: 3 * minutes,
          hookTimeout: 3 * minutes
        }
      },
      {
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          isolate: false,
          ...inBrowser,
          maxWorkers: 2
        }
      },
      {test: {name: "claims", include: ["tests/claims/**/*.test.ts"], ...inBrowser, fileParallelism: false}}
    ]
  }
});
