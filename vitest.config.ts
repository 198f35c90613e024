import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    include: ["{app,cluster,components,demo,docs,lib,scripts,simulation}/**/*.test.{ts,tsx}"],
    passWithNoTests: false,
    maxWorkers: availableParallelism(),
  },
});
