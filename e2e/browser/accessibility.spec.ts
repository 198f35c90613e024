import type { Page } from "@playwright/test";
import { THEMES, violationsOf } from "../support/axe.ts";
import { expect, test } from "../support/browser.ts";
import { openConsole, PHONE } from "../support/console.ts";
import { furnish, openByKey, openings, placesOf } from "../support/places.ts";

const DESK = { width: 1280, height: 900 };

test.use({ reducedMotion: "reduce", viewport: DESK });

/** Looks at what is on screen in both themes; all that is wrong is told, not the first alone. */
async function expectNoViolations(page: Page, where: string): Promise<void> {
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme });
    expect.soft(await violationsOf(page), `${where}, ${colorScheme}`).toEqual([]);
  }
}

test("no page keeps anybody out, in either theme, on a desk or on a phone", async ({
  page,
  register,
  api,
  complaints,
}) => {
  test.setTimeout(180_000);
  complaints.expect(/status of 404/);
  await furnish(register, api);
  for (const { path, sign, isMain } of await placesOf(api)) {
    await page.goto(path);
    await expect(sign(page)).toBeVisible();
    await expectNoViolations(page, path);
    if (!isMain) continue;
    await page.setViewportSize(PHONE);
    await expectNoViolations(page, `${path} on a phone`);
    await page.setViewportSize(DESK);
  }
});

test("no dialog does", async ({ page, register, api }) => {
  test.setTimeout(120_000);
  await furnish(register, api);
  for (const opening of openings) {
    await openConsole(page, opening.path);
    await openByKey(page, opening);
    await expectNoViolations(page, opening.name);
  }
});

test.describe("signed out", () => {
  test.use({ who: "nobody" });

  test("nor does the login", async ({ page }) => {
    await page.goto("/login");
    await expect(page.getByLabel("E-mail")).toBeVisible();
    await expectNoViolations(page, "/login");
    await page.setViewportSize(PHONE);
    await expectNoViolations(page, "/login on a phone");
  });
});
