import { chromium } from "@playwright/test";
import { findProgram } from "./find-program.mjs";

/** What has no window at all comes first: a page of a new context takes it a third of the work. */
const SYSTEM_NAMES = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
];

/**
 * A Chromium for the browser tests: `CHROMIUM_PATH`, else the system's, else Playwright's own download; undefined
 * where there is none. What the user named is taken at their word, so that a mistake in it shows.
 *
 * @param {{ env?: Record<string, string | undefined>, own?: string, find?: typeof findProgram }} [options]
 */
export function findBrowser({ env = process.env, own = chromium.executablePath(), find = findProgram } = {}) {
  return env.CHROMIUM_PATH || find([...SYSTEM_NAMES, own]);
}

/** How a browser is started wherever the project looks at itself. Without hinting all builds set letters alike. */
export function launchOptions() {
  const executablePath = findBrowser();
  return {
    ...(executablePath && { executablePath }),
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--font-render-hinting=none"],
  };
}
