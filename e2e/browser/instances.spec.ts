import type { Page } from "@playwright/test";
import { RedisServer } from "../../lib/stores/redis/testing/redis-server.ts";
import { ApiClient } from "../support/api-client.ts";
import { expect, sessionOf, test } from "../support/browser.ts";
import { cardOf, openConsole } from "../support/console.ts";
import { Dependency } from "../support/dependency.ts";
import { ADMIN, TestPanel } from "../support/panel.ts";

const rowOf = (page: Page, instance: string) => page.locator(`[data-testid=instance][data-instance="${instance}"]`);

test("with a store of its own, the panel is the one instance, and the page says so", async ({ page }) => {
  await openConsole(page, "/instances");
  await expect(page.getByText("One process, with a store of its own")).toBeVisible();
  await expect(page.getByTestId("store-name")).toHaveText("SQLite in the data folder");
  await expect(page.getByTestId("instance")).toHaveCount(1);
  await expect(page.getByTestId("instance")).toContainText("this panel");
  await expect(page.getByTestId("instance")).toContainText("alive");
});

test.describe("two panels on one Redis server", () => {
  let server: RedisServer;
  let one: TestPanel;
  let two: TestPanel;

  test.beforeAll(async () => {
    server = await RedisServer.start({ config: { appendonly: "yes" } });
    const start = (name: string) => TestPanel.start({ REDIS_URL: server.url, PANEL_INSTANCE: name });
    [one, two] = await Promise.all([start("panel-1"), start("panel-2")]);
  });
  test.afterAll(async () => {
    await Promise.all([one?.close(), two?.close()]);
    await server?.stop();
  });
  test.beforeEach(async ({ context }) => {
    const { cookies } = await sessionOf(two.url, ADMIN);
    await context.addCookies(cookies);
  });

  test("know of each other, which one opened a circuit, and who saw it fail", async ({ page, upstream }) => {
    const api = new ApiClient(one.url, await one.token());
    const dependency = await Dependency.register("seen", api, upstream, { policy: { failure_threshold: 2 } });
    await dependency.trip();

    await openConsole(page, `${two.url}/`);
    await expect(cardOf(page, "seen")).toContainText("opened by panel-1");
    await openConsole(page, `${two.url}/dependencies/seen`);
    await expect(page.getByText("Only panel-1 calls it, and sees failures")).toBeVisible({ timeout: 15_000 });
    await openConsole(page, `${two.url}/instances`);
    await expect(rowOf(page, "panel-2")).toContainText("this panel");
    await expect(rowOf(page, "panel-1")).toContainText("alive");
    await expect(rowOf(page, "panel-1").getByRole("cell").last()).toHaveText("1");
    await expect(page.getByText("What its setup can lose")).toBeVisible();
  });

  test("say since when the server is out, take nobody for gone, and notice that it is back", async ({ page }) => {
    await openConsole(page, `${two.url}/instances`);
    await expect(rowOf(page, "panel-1")).toContainText("alive");
    await server.kill();
    await expect(page.getByText(/Degraded: the store cannot be reached for \d+ s/)).toBeVisible();
    await expect(page.getByText(/Out of reach for \d+ s/)).toBeVisible();
    await expect(rowOf(page, "panel-1")).toContainText("last known: alive");
    await server.restart();
    await expect(page.getByText("reachable", { exact: true })).toBeVisible({ timeout: 20_000 });
    await expect(page.getByText(/Degraded/)).toBeHidden();
  });
});
