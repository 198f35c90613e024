/** How Stryker runs the tests. They are run in a copy of the project, hence the paths from its root. */
import { defineConfig } from "vitest/config";
import { OwnTestFirst } from "./own-test-first.mjs";

export default defineConfig({
  cacheDir: "mutation/results/cache",
  test: {
    include: ["lib/{breaker,registry}/**/*.test.ts"],
    // The processes that these start have no mutant in them, and take seconds.
    exclude: ["**/survival.test.ts"],
    setupFiles: ["mutation/steady-properties.mjs"],
    sequence: { sequencer: OwnTestFirst },
    // A promise that a mutant never settles is waited for as long.
    testTimeout: 3000,
  },
});
