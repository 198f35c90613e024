import type { Page } from "@playwright/test";
import { expect, test } from "../support/browser.ts";
import { cardOf, openConsole } from "../support/console.ts";

const policy = { failure_threshold: 1, recovery_timeout: 300 };

function palette(page: Page) {
  return page.getByRole("dialog", { name: "Jump to" });
}

test("the palette finds a circuit on the server, offers what can be done, and gives the focus back", async ({
  page,
  register,
}) => {
  const { name } = await register("shell-found", { policy });
  await openConsole(page, "/?q=nothing-like-it");
  const search = page.getByRole("searchbox");
  await search.focus();
  await page.keyboard.press("ControlOrMeta+k");
  await expect(palette(page).getByRole("combobox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
  await expect(search).toBeFocused();

  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("shell-fou");
  await expect(palette(page).getByRole("option", { name: new RegExp(name) })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Tab");
  await palette(page).getByRole("option", { name: "Reset…" }).click();
  await expect(page.getByRole("dialog", { name: `Reset ${name}` })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(search).toBeFocused();

  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("shell-fou");
  await expect(palette(page).getByRole("option", { name: new RegExp(name) })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/circuits/${name}`);
  // The circuit is about to go, and its page would ask for it.
  await page.goto("/events");
});

test("keys go from circuit to circuit and from page to page, never out of a field, and can be switched off", async ({
  page,
  register,
}) => {
  for (const name of ["shell-key-a", "shell-key-b"]) await (await register(name, { policy })).trip();
  await openConsole(page, "/?q=shell-key");
  await page.keyboard.press("j");
  await expect(cardOf(page, "shell-key-b")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(cardOf(page, "shell-key-a")).toBeFocused();
  await page.keyboard.press("k");
  await page.keyboard.press("r");
  await expect(page.getByRole("dialog", { name: "Reset shell-key-b" })).toBeVisible();
  await page.keyboard.press("Escape");

  await page.keyboard.press("/");
  await page.keyboard.type("p?");
  await expect(page.getByRole("searchbox")).toHaveValue("p?");
  await page.getByRole("searchbox").blur();
  await page.keyboard.press("g");
  await page.keyboard.press("e");
  await expect(page).toHaveURL("/events");

  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await sheet.getByRole("checkbox").uncheck();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await page.reload();
  await expect(page.getByTestId("freshness")).toHaveAttribute("data-stage", "live");
  await page.keyboard.press("p");
  await page.keyboard.press("ControlOrMeta+k");
  await expect(palette(page)).toBeVisible();
  await expect(page.getByTestId("freshness")).toHaveAttribute("data-stage", "live");
});

test("a pause says since when, and paper has neither controls nor colours", async ({ page, register }) => {
  await (await register("shell-paper", { policy })).trip();
  await openConsole(page, "/?q=shell-paper");
  await page.keyboard.press("p");
  await expect(page.getByTestId("freshness")).toHaveText("Paused");
  await expect(page.getByText(/^since \d\d:\d\d:\d\d$/)).toBeVisible();
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.getByTestId("print-heading")).toHaveText(
    /Breaker Panel.*\d{4}-\d\d-\d\d \d\d:\d\d UTC · printed by ada@/,
  );
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(page.getByRole("button", { name: "Reset…" })).toBeHidden();
  const card = cardOf(page, "shell-paper");
  await expect(card).toHaveCSS("background-color", "rgb(255, 255, 255)");
  await expect(card.getByTestId("state-word")).toHaveCSS("color", "rgb(0, 0, 0)");
});

test.describe("notifications", () => {
  /** Stands in for the desktop: a browser without a window shows none. */
  const withDesktop = (permission: NotificationPermission) => (page: Page) =>
    page.addInitScript((given) => {
      const shown: string[] = [];
      class Desktop {
        static permission: NotificationPermission = "default";
        static async requestPermission() {
          Desktop.permission = given;
          return given;
        }
        constructor(title: string) {
          shown.push(title);
        }
        close() {}
      }
      Object.assign(window, { Notification: Desktop, shownNotifications: shown });
      // As where the reader looks at another window.
      document.hasFocus = () => false;
    }, permission);
  const chooseThem = async (page: Page) => {
    await page.getByRole("button", { name: /^Account of/ }).click();
    await page.getByRole("checkbox", { name: "Notify me when a circuit opens" }).click();
  };

  test("one for trips that belong together, once the reader has chosen it", async ({ page, register }) => {
    await withDesktop("granted")(page);
    const [first, second] = [await register("shell-trip-a", { policy }), await register("shell-trip-b", { policy })];
    await openConsole(page);
    await chooseThem(page);
    await expect(page.getByRole("checkbox", { name: "Notify me when a circuit opens" })).toBeChecked();
    const icon = page.locator('link[rel="icon"]');
    await expect(icon).toHaveAttribute("href", /^data:/);
    await Promise.all([first.trip(), second.trip()]);
    const shown = () => page.evaluate(() => (window as unknown as { shownNotifications: string[] }).shownNotifications);
    await expect.poll(async () => (await shown()).at(-1)).toBe("2 circuits have opened");
    await expect(icon).toHaveAttribute("href", /^data:image\/svg\+xml,.*%3E2%3C/);
  });

  test("where the browser blocks them, it says so and stays off", async ({ page }) => {
    await withDesktop("denied")(page);
    await openConsole(page);
    await chooseThem(page);
    await expect(page.getByText("This browser blocks notifications from this page.")).toBeVisible();
    await expect(page.getByRole("checkbox", { name: "Notify me when a circuit opens" })).not.toBeChecked();
  });
});
