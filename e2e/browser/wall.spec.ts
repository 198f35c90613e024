import type { Page } from "@playwright/test";
import { expect, test } from "../support/browser.ts";
import { expectStage, openConsole } from "../support/console.ts";

const policy = { failure_threshold: 1, recovery_timeout: 300 };
/** More than fit on a wall at once. */
const MANY = 10;

/** Comes back to the page until it has that stage: each time it asks at once, and not only with its next poll. */
async function lookUntil(page: Page, stage: string) {
  await expect(async () => {
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
    await expectStage(page, stage, { timeout: 300 });
  }).toPass();
}

test.describe("as a viewer", () => {
  test.use({ who: "viewer", viewport: { width: 1920, height: 1080 } });

  test("the wall shows what is open with its countdown and error, what fits, and how many more there are", async ({
    page,
    register,
  }) => {
    const dependencies = await Promise.all(
      Array.from({ length: MANY }, (_, index) => register(`wall-many-${index}`, { policy })),
    );
    for (const each of dependencies) await each.trip("the disk is full");
    await openConsole(page, "/wall?q=wall-many");
    await expect(page).toHaveTitle(`(${MANY}) Wall · Breaker Panel`);
    await expect(page.getByTestId("count-open")).toContainText(String(MANY));
    const tiles = page.getByTestId("wall-tile");
    await expect(tiles).toHaveCount(8);
    await expect(page.getByTestId("wall-more")).toContainText("+2 more");
    await expect(tiles.first()).toContainText("the disk is full");
    await expect(tiles.first().getByTestId("countdown")).toHaveText(/^4:\d\d$/);
    await expect(tiles.first().getByTestId("state-word")).toHaveCSS("color", "rgb(255, 115, 121)");
    expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0);
    await expect(page.getByRole("button", { name: /reset|hold/i })).toHaveCount(0);

    await page.goto("/wall?q=nothing-like-it&theme=light");
    await expect(page.getByText("No circuit matches “nothing-like-it”")).toBeVisible();
    await expect(page.getByTestId("wall")).toHaveCSS("background-color", "rgb(245, 246, 248)");
  });

  test("a wall that is cut off says so in large, and nothing on it is green until it is back", async ({
    page,
    register,
    complaints,
  }) => {
    complaints.expect(/ERR_/);
    await register("wall-well");
    await openConsole(page, "/wall?q=wall-well");
    const well = page.getByTestId("wall-well");
    await expect(well).toHaveText("Nothing needs attentionThe one circuit is closed");
    await expect(well).toHaveClass(/tone-ok/);
    await page.route("**/api/circuit-breaker/status*", (route) => route.abort());
    await lookUntil(page, "disconnected");
    await expect(page.getByTestId("wall-mark")).toContainText("Disconnected");
    await expect(well).toContainText("Not known");
    await expect(page.locator(".tone-ok")).toHaveCount(0);
    await expect(page.locator('link[rel="icon"]')).toHaveAttribute("href", /%3E%3F%3C/);
    await page.unroute("**/api/circuit-breaker/status*");
    await lookUntil(page, "live");
    await expect(page.getByTestId("wall-mark")).toBeHidden();
    await expect(well).toHaveClass(/tone-ok/);
  });
});

test.describe("signed in as nobody", () => {
  test.use({ who: "nobody" });

  test("a token in the address opens no wall", async ({ page, panel }) => {
    const token = await panel.token("read");
    for (const key of ["token", "access_token", "key"]) {
      await page.goto(`/wall?q=a&theme=light&${key}=${token}`);
      await expect(page).toHaveURL(`/login?${new URLSearchParams({ callbackUrl: "/wall?q=a&theme=light" })}`);
    }
  });
});
