import { defineConfig, devices } from "@playwright/test";
import { findBrowser } from "./scripts/find-browser.mjs";

const executablePath = findBrowser();

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
  workers: 2,
  reporter: [["list"], ["json", { outputFile: "test-results/playwright.json" }]],
  use: {
    ...devices["Desktop Chrome"],
    trace: "off",
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
    },
  },
});
