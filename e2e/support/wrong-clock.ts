import type { Page } from "@playwright/test";

/** From the next page on, this browser's wall clock is off by so many milliseconds; nothing else is. */
export async function setClockWrong(page: Page, milliseconds: number): Promise<void> {
  await page.addInitScript((offset) => {
    let wrong = offset;
    window.addEventListener("clock-set-right", () => {
      wrong = 0;
    });
    globalThis.Date = new Proxy(Date, {
      construct: (clock, args) => Reflect.construct(clock, args.length === 0 ? [clock.now() + wrong] : args),
      get: (clock, key) => (key === "now" ? () => clock.now() + wrong : Reflect.get(clock, key)),
    });
  }, milliseconds);
}

export function setClockRight(page: Page): Promise<boolean> {
  return page.evaluate(() => window.dispatchEvent(new Event("clock-set-right")));
}
