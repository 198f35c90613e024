import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, type Locator, type Page, test } from "@playwright/test";

const ROOT = join(import.meta.dirname, "..");
/** Time to build, where that is due, and to start. */
const START_MS = 180_000;
const MINUTE_MS = 60_000;
const STOP_MS = 5_000;

interface Demo {
  readonly process: ChildProcess;
  readonly link: string;
  readonly dataDir: string;
}

async function startDemo(): Promise<Demo> {
  const child = spawn(process.execPath, ["demo/main.ts"], {
    cwd: ROOT,
    env: { ...process.env, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let link: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    link ??= /http\S+\/login\?once=\S+/.exec(line)?.[0];
    const dataDir = /PANEL_DATA_DIR=(\S+)/.exec(line)?.[1];
    if (link !== undefined && dataDir !== undefined) {
      child.stdout.resume();
      return { process: child, link, dataDir };
    }
  }
  throw new Error("the demo ended without a login link");
}

test.describe("npm run demo", () => {
  let demo: Demo;

  test.beforeAll(async () => {
    test.setTimeout(START_MS);
    demo = await startDemo();
  });

  test.afterAll(() => {
    demo?.process.kill("SIGTERM");
  });

  test("shows a newcomer green, red and yellow within a minute, and why", async ({ page }) => {
    test.setTimeout(2 * MINUTE_MS);
    await page.goto(demo.link);
    const payments = cardOf(page, "payments.charge");
    await expect(payments).toBeVisible({ timeout: 20_000 });
    const opened = Date.now();
    /** What is left of so many seconds since the page was there. */
    const by = (seconds: number) => ({ timeout: Math.max(1, opened + seconds * 1000 - Date.now()) });

    await expect(page.getByText("Demo data", { exact: true })).toBeVisible();
    await expect(page.getByTestId("circuit-card").and(page.locator("[data-state=closed]"))).not.toHaveCount(0);

    await expect(payments).toHaveAttribute("data-state", "open", by(15));
    await expect(payments.getByTestId("last-error")).toContainText("503 Service Unavailable");
    await expect(payments.getByTestId("countdown")).toBeVisible();
    await expect(payments).toContainText(/[1-9]\d* calls avoided|calls avoided\s*[1-9]/, by(15));

    await expect(payments).toHaveAttribute("data-state", "half_open", by(30));
    await expect(payments).toContainText("demo-traffic", by(30));

    await expect(payments).toHaveAttribute("data-state", "closed", by(45));
    // The latest events stand below the cards, and are asked for once somebody looks at them.
    await page.getByRole("region", { name: "Recent events" }).scrollIntoViewIfNeeded();
    await expect(page.getByText("a test call succeeded").first()).toBeVisible(by(45));

    await expect(cardOf(page, "llm.completions-acme")).toHaveAttribute("data-state", "open", by(60));
    await expect(cardOf(page, "llm.completions-globex")).toHaveAttribute("data-state", "closed");

    await page.getByText("Now yours").click();
    await expect(page.getByText(/curl -X PUT .*\/api\/nodes\//)).toBeVisible();
  });

  test("ends within 5 s, and leaves nothing behind", async () => {
    const ended = once(demo.process, "exit", { signal: AbortSignal.timeout(STOP_MS) });
    demo.process.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    expect(existsSync(demo.dataDir)).toBe(false);
  });
});

function cardOf(page: Page, circuit: string): Locator {
  return page.locator(`[data-testid=circuit-card][data-circuit="${circuit}"]`);
}
