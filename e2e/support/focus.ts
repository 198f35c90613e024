import { expect, type Locator, type Page } from "@playwright/test";

/** More than any page of these tests has. */
const MOST_STOPS = 150;

interface Stop {
  /** What it is, to be named in a complaint. */
  readonly name: string;
  /** Whether it can be seen that the focus is there. */
  readonly isVisible: boolean;
}

/** Goes through a page with the Tab key, from its beginning to where the focus leaves it. */
export async function tabThrough(page: Page): Promise<Stop[]> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const stops: Stop[] = [];
  for (let count = 0; count < MOST_STOPS; count += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const focused = document.activeElement;
      if (focused === null || focused === document.body || focused.hasAttribute("data-passed")) return null;
      focused.setAttribute("data-passed", "");
      const label = "labels" in focused ? (focused as HTMLInputElement).labels?.[0]?.textContent : null;
      const named = focused.getAttribute("aria-label") ?? (focused.textContent?.trim() || label?.trim()) ?? "";
      const name = `${focused.tagName.toLowerCase()} ${(named || focused.getAttribute("name")) ?? ""}`.slice(0, 60);
      // A choice shows the focus of the input in it on the whole of it.
      const shown = [focused, focused.closest("label"), focused.closest("summary")];
      const isOutlined = shown.some((each) => {
        if (each === null) return false;
        const { outlineStyle, outlineWidth } = getComputedStyle(each);
        return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1;
      });
      const { width, height } = focused.getBoundingClientRect();
      return { name, isVisible: isOutlined && width > 0 && height > 0 };
    });
    if (stop === null) break;
    stops.push(stop);
  }
  return stops;
}

/** Presses Tab until the focus is there. Fails where it cannot be reached so. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let count = 0; count < MOST_STOPS; count += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`out of reach: ${target}`);
}
