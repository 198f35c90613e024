import { expect, test } from "../support/browser.ts";
import { cardOf, openResetDialog, PHONE } from "../support/console.ts";
import type { Dependency, Registration } from "../support/dependency.ts";
import { beStill, settle } from "../support/still.ts";

const policy = { failure_threshold: 5, recovery_timeout: 300 };
const DESK = { width: 1280, height: 900 };

type Register = (name: string, more?: Registration) => Promise<Dependency>;

/** Some circuits that are well, and one that is not. Each theme has names of its own: what was deleted stays in the log. */
const houses = {
  dark: ["payments.charge", "inventory.reserve", "search.query"],
  light: ["payments.refund", "inventory.release", "search.suggest"],
} as const;

async function furnish([payments, inventory, search]: (typeof houses)["dark" | "light"], register: Register) {
  const charge = { title: "Card payments", owner: "team-payments", tags: ["checkout", "critical"], policy };
  const failing = await register(payments, { ...charge, runbook_url: "https://runbooks.example/payments" });
  await register(inventory, { title: "Stock", owner: "team-stock", policy });
  await register(search, { title: "Search", owner: "team-find", policy });
  await failing.trip("upstream connect error or disconnect before headers");
}

for (const colorScheme of ["dark", "light"] as const) {
  test.describe(`pictures in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, viewport: DESK, reducedMotion: "reduce", timezoneId: "UTC" });

    test("the overview, a circuit, its reset, on a desk and on a phone", async ({ page, register }) => {
      test.setTimeout(60_000);
      const [failing] = houses[colorScheme];
      await furnish(houses[colorScheme], register);
      await beStill(page, houses[colorScheme]);
      await page.goto("/");
      await expect(cardOf(page, failing)).toBeVisible();
      await settle(page);
      await expect(page).toHaveScreenshot(`overview-${colorScheme}.png`);
      const dialog = await openResetDialog(page, failing);
      await expect(dialog).toBeVisible();
      await expect(dialog).toHaveScreenshot(`reset-${colorScheme}.png`);
      await page.keyboard.press("Escape");
      await page.setViewportSize(PHONE);
      await expect(page).toHaveScreenshot(`overview-phone-${colorScheme}.png`);

      await page.setViewportSize(DESK);
      await page.goto(`/circuits/${failing}`);
      await expect(page.getByTestId("history-reading")).toBeVisible();
      await settle(page, /\/api\/circuit-breaker\/events/, 5000);
      await expect(page).toHaveScreenshot(`circuit-${colorScheme}.png`);
    });

    test.describe("signed out", () => {
      test.use({ who: "nobody" });

      test("the login", async ({ page }) => {
        await page.goto("/login");
        await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
        await expect(page).toHaveScreenshot(`login-${colorScheme}.png`);
      });
    });
  });
}
