/**
 * `node scripts/screenshots.mjs`: takes the README's pictures of the demo, dark and light, at a moment at which one circuit
 * is open, one half-open and the others closed. Takes about four minutes: the strips are to have something to show.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "@playwright/test";
import { CYCLE_SECONDS } from "../demo/schedule.ts";
import { launchOptions } from "./find-browser.mjs";

const root = join(import.meta.dirname, "..");
const VIEWPORT = { width: 1280, height: 916 };
const MINUTE_MS = 60_000;

const demo = spawn(process.execPath, ["demo/main.ts"], {
  cwd: root,
  env: { ...process.env, PORT: "0" },
  stdio: ["ignore", "pipe", "inherit"],
});
const browser = await chromium.launch(launchOptions());
try {
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.goto(await loginLink());
  await cards(page, "closed").waitFor();
  await page.waitForTimeout(CYCLE_SECONDS * 1000);
  await cards(page, "half_open").waitFor({ timeout: MINUTE_MS });
  await cards(page, "open").waitFor({ timeout: MINUTE_MS });
  for (const colorScheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({
      path: join(root, "docs", "images", `overview-${colorScheme}.png`),
      animations: "disabled",
    });
  }
} finally {
  await browser.close();
  const ended = once(demo, "exit");
  if (demo.exitCode === null && demo.kill("SIGTERM")) await ended;
}

async function loginLink() {
  for await (const line of createInterface({ input: demo.stdout })) {
    const link = /http\S+\/login\?once=\S+/.exec(line)?.[0];
    if (link !== undefined) {
      demo.stdout.resume();
      return link;
    }
  }
  throw new Error("the demo ended without a login link");
}

function cards(page, state) {
  return page.locator(`[data-testid=circuit-card][data-state=${state}]`).first();
}
