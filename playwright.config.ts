import { defineConfig, devices } from "@playwright/test";
import { launchOptions } from "./scripts/find-browser.mjs";

// There is no `webServer`: each test file's fixture starts a panel of its own, with its own data.
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/e2e",
  // The documents show what the tests compare with.
  snapshotPathTemplate: "docs/images/console/{arg}{ext}",
  // Edges of letters differ by a shade from one build of a browser to the next; a thing that is gone or has moved does more.
  expect: { toHaveScreenshot: { maxDiffPixelRatio: 0.01, animations: "disabled", caret: "hide" } },
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  // One more than most machines that run this have cores: much of a test is waiting for the next poll.
  workers: 3,
  reporter: [["list"], ["json", { outputFile: "test-results/playwright.json" }]],
  // The demo takes half a minute whatever the machine does: nobody should wait for it alone at the end.
  projects: [
    { name: "demo", testMatch: "demo.spec.ts" },
    { name: "panel", testIgnore: "demo.spec.ts" },
  ],
  use: {
    ...devices["Desktop Chrome"],
    trace: "off",
    launchOptions: launchOptions(),
  },
});
