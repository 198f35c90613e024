import { expect, type Locator, type Page } from "@playwright/test";

/** Opens a page of the console, and waits until it lives: what is pressed before that is pressed in vain. */
export async function openConsole(page: Page, path = "/"): Promise<void> {
  await page.goto(path);
  await expectStage(page, "live");
}

/** How far the page says that it can be believed. */
export async function expectStage(page: Page, stage: string | RegExp, options?: { timeout: number }): Promise<void> {
  await expect(page.getByTestId("freshness")).toHaveAttribute("data-stage", stage, options);
}

export function cardOf(page: Page, circuit: string): Locator {
  return page.locator(`[data-testid=circuit-card][data-circuit="${circuit}"]`);
}

/** Seconds that a card's countdown shows. */
export async function secondsShown(card: Locator): Promise<number> {
  const text = await card.getByTestId("countdown").textContent();
  return (text ?? "").split(":").reduce((total, part) => total * 60 + Number(part), 0);
}

type Colour = "green" | "red" | "yellow" | "grey" | "other";

/** The colours that a card tells its state by: that of its edge, and that of its word. */
export async function coloursOf(card: Locator): Promise<readonly Colour[]> {
  const edge = await card.evaluate((element) => getComputedStyle(element, "::before").backgroundColor);
  const word = await card.getByTestId("state-word").evaluate((element) => getComputedStyle(element).color);
  return [colourOf(edge), colourOf(word)];
}

const GREYEST = 0.25;

function colourOf(css: string): Colour {
  const [red = 0, green = 0, blue = 0] = (css.match(/[\d.]+/g) ?? []).map((part) => Number(part) / 255);
  const most = Math.max(red, green, blue);
  const range = most - Math.min(red, green, blue);
  if (most === 0 || range / most < GREYEST) return "grey";
  const sixth =
    most === red ? (green - blue) / range : most === green ? (blue - red) / range + 2 : (red - green) / range + 4;
  const hue = (sixth * 60 + 360) % 360;
  if (hue < 15 || hue > 340) return "red";
  if (hue > 30 && hue < 60) return "yellow";
  return hue > 100 && hue < 170 ? "green" : "other";
}

/** Fills in the login page, which is open. */
export async function signInByForm(page: Page, who: { readonly email: string; readonly password: string }) {
  await page.getByLabel("E-mail").fill(who.email);
  await page.getByLabel("Password").fill(who.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Opens a circuit's reset dialog from its card. */
export async function openResetDialog(page: Page, circuit: string): Promise<Locator> {
  await cardOf(page, circuit).getByRole("button", { name: "Reset…" }).click();
  return page.getByRole("dialog", { name: `Reset ${circuit}` });
}

export const PHONE = { width: 390, height: 844 };

/** Pixels by which the page is wider than the window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
