import { expect, test } from "../support/browser.ts";
import { cardOf, openConsole } from "../support/console.ts";
import { tabThrough } from "../support/focus.ts";
import { ADMIN } from "../support/panel.ts";

const policy = { failure_threshold: 2, recovery_timeout: 300 };

test("the Tab key reaches what can be used on each page, and one sees where one is", async ({ page, register }) => {
  test.setTimeout(90_000);
  const dependency = await register("keys-everywhere", { policy });
  await dependency.trip();
  const least: readonly (readonly [path: string, stops: readonly string[]])[] = [
    ["/", ["Skip to the content", "Overview", "Pause", "Reset… keys-everywhere", "Hold… keys-everywhere"]],
    ["/circuits/keys-everywhere", ["1 hour", "7 days", "Exact times", "Reset… keys-everywhere"]],
    ["/events", ["Kind of event", "Circuit"]],
    ["/dependencies", ["keys-everywhere"]],
    ["/dependencies/keys-everywhere", ["Run once…", "Delete…"]],
    ["/settings/limits", ["Save changes"]],
    ["/settings/tokens", ["Create token…"]],
  ];
  for (const [path, names] of least) {
    await openConsole(page, path);
    await page.waitForLoadState("networkidle");
    const stops = await tabThrough(page);
    expect(
      stops.filter(({ isVisible }) => !isVisible),
      path,
    ).toEqual([]);
    for (const name of names) {
      expect(stops.map((stop) => stop.name).join("\n"), `${name} on ${path}`).toContain(name);
    }
  }
});

test.describe("somebody without a mouse", () => {
  test.use({ who: "nobody" });

  test("signs in, finds a circuit, reads why it tripped, and comes back", async ({ page, register }) => {
    const dependency = await register("keys-journey", { policy });
    await dependency.trip("the disk is full");
    await page.goto("/login");
    await page.getByLabel("E-mail").focus();
    await page.keyboard.type(ADMIN.email);
    await page.keyboard.press("Tab");
    await page.keyboard.type(ADMIN.password);
    await page.keyboard.press("Enter");
    await expect(cardOf(page, "keys-journey")).toBeVisible();

    await page.keyboard.press("/");
    await page.keyboard.type("keys-journey");
    await expect(page).toHaveURL("/?q=keys-journey");
    const why = cardOf(page, "keys-journey").getByRole("link", { name: "Why it tripped" });
    for (let stops = 0; stops < 40; stops += 1) {
      await page.keyboard.press("Tab");
      if (await why.evaluate((element) => element === document.activeElement)) break;
    }
    await expect(why).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByTestId("trip").getByText("the disk is full").first()).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL("/?q=keys-journey");
    await expect(cardOf(page, "keys-journey")).toBeVisible();
  });
});
