import type { Page } from "@playwright/test";
import { THEMES, violationsOf } from "../support/axe.ts";
import { expect, test } from "../support/browser.ts";
import { cardOf, openConsole, openResetDialog, PHONE } from "../support/console.ts";
import type { Dependency } from "../support/dependency.ts";

const TROUBLED = "axe-troubled";
const HEALTHY = "axe-healthy";
const policy = { failure_threshold: 2, recovery_timeout: 300 };

/** Every page, and what is on it once it is whole. */
const pages: readonly (readonly [path: string, sign: (page: Page) => ReturnType<Page["locator"]>])[] = [
  ["/", (page) => cardOf(page, TROUBLED)],
  ["/?q=nothing-like-it", (page) => page.getByRole("button", { name: "Clear the filter" })],
  [`/circuits/${TROUBLED}?trip=last`, (page) => page.getByTestId("trip").getByText("the disk is full").first()],
  ["/circuits/nobody", (page) => page.getByText("There is no such circuit now")],
  ["/events", (page) => page.getByTestId("event").first()],
  ["/audit", (page) => page.getByTestId("act").first()],
  ["/dependencies", (page) => page.getByRole("link", { name: TROUBLED, exact: true })],
  ["/dependencies/new", (page) => page.getByLabel("Name", { exact: true })],
  [`/dependencies/${TROUBLED}`, (page) => cardOf(page, TROUBLED)],
  ["/instances", (page) => page.getByRole("heading", { level: 1 })],
  ["/wall", (page) => page.getByTestId("wall-tile")],
  ["/wall?q=axe-healthy", (page) => page.getByTestId("wall-well")],
  ["/settings/account", (page) => page.getByRole("button", { name: "Change password" })],
  ["/settings/limits", (page) => page.getByRole("button", { name: "Save changes" })],
  ["/settings/policy", (page) => page.getByRole("button", { name: "Save changes" })],
  ["/settings/tokens", (page) => page.getByRole("button", { name: "Create token…" })],
  ["/settings/users", (page) => page.getByRole("button", { name: "Add user…" })],
];

/** Every dialog, and how one comes to it. */
const dialogs: readonly (readonly [name: string, path: string, open: (page: Page) => Promise<unknown>])[] = [
  ["reset", "/", (page) => openResetDialog(page, TROUBLED)],
  ["hold", "/", (page) => cardOf(page, HEALTHY).getByRole("button", { name: "Hold…" }).click()],
  ["bulk", "/", (page) => openBulkDialog(page)],
  ["palette", "/", (page) => page.keyboard.press("ControlOrMeta+k")],
  ["shortcuts", "/", (page) => page.keyboard.press("?")],
  ["run once", `/dependencies/${HEALTHY}`, (page) => page.getByRole("button", { name: /Run once/ }).click()],
  ["delete", `/dependencies/${HEALTHY}`, (page) => page.getByRole("button", { name: /Delete/ }).click()],
  ["new token", "/settings/tokens", (page) => page.getByRole("button", { name: "Create token…" }).click()],
  ["new user", "/settings/users", (page) => page.getByRole("button", { name: "Add user…" }).click()],
];

async function openBulkDialog(page: Page): Promise<void> {
  await page.getByLabel(`Select ${HEALTHY}`).check();
  await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Hold…" }).click();
}

async function house(register: (name: string, more: { policy: typeof policy }) => Promise<Dependency>): Promise<void> {
  const troubled = await register(TROUBLED, { policy });
  await troubled.trip("the disk is full");
  await (await register(HEALTHY, { policy })).execute();
}

for (const colorScheme of THEMES) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, reducedMotion: "reduce" });

    test("no page keeps anybody out, on a desk or on a phone", async ({ page, register, complaints }) => {
      test.setTimeout(120_000);
      complaints.expect(/status of 404/);
      await house(register);
      for (const [path, sign] of pages) {
        await page.goto(path);
        await expect(sign(page)).toBeVisible();
        expect.soft(await violationsOf(page), path).toEqual([]);
      }
      await page.setViewportSize(PHONE);
      for (const [path, sign] of pages.slice(0, 4)) {
        await page.goto(path);
        await expect(sign(page)).toBeVisible();
        expect.soft(await violationsOf(page), `${path} on a phone`).toEqual([]);
      }
    });

    test("no dialog does", async ({ page, register }) => {
      test.setTimeout(60_000);
      await house(register);
      for (const [name, path, open] of dialogs) {
        await openConsole(page, path);
        await open(page);
        await expect(page.getByRole("dialog")).toBeVisible();
        expect.soft(await violationsOf(page), name).toEqual([]);
      }
    });

    test.describe("signed out", () => {
      test.use({ who: "nobody" });

      test("nor does the login", async ({ page }) => {
        await page.goto("/login");
        await expect(page.getByLabel("E-mail")).toBeVisible();
        expect.soft(await violationsOf(page)).toEqual([]);
      });
    });
  });
}
