import type { Page } from "@playwright/test";
import { quantile } from "../cluster/support/row.ts";
import { expectStage } from "../e2e/support/console.ts";
import type { Figure } from "./figure.ts";
import type { House } from "./house.ts";

const LOADS = 5;
const SETTLED_MS = 5000;

interface Sight {
  readonly contentMs: number;
  readonly shift: number;
}

/** How long it is from the address to the first circuit in sight, and how much moves by itself in the seconds after. */
export async function firstSight(house: House): Promise<Figure[]> {
  const sights: Sight[] = [];
  for (let load = 0; load < LOADS; load += 1) sights.push(await house.look(see));
  return [
    {
      what: `first circuit in sight, median of ${LOADS} loads`,
      value:
        quantile(
          sights.map(({ contentMs }) => contentMs),
          0.5,
        ) / 1000,
      unit: "s",
      most: 1.5,
    },
    {
      what: `layout shift in the ${SETTLED_MS / 1000} s after, largest of ${LOADS}`,
      value: Math.max(...sights.map(({ shift }) => shift)),
      unit: "",
      most: 0.02,
    },
  ];
}

async function see(page: Page): Promise<Sight> {
  await page.addInitScript(() => {
    const seen = { contentMs: 0, shift: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!entry.hadRecentInput) seen.shift += entry.value;
      }
    }).observe({ type: "layout-shift", buffered: true });
    const look = () => {
      const [paint] = performance.getEntriesByName("first-contentful-paint");
      const isThere = document.querySelector("[data-testid=circuit-card]") !== null;
      if (isThere && paint !== undefined) seen.contentMs = Math.max(paint.startTime, seen.contentMs);
      // There, but painted by the next frame only.
      else if (isThere) seen.contentMs = performance.now();
      if (!isThere || paint === undefined) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto("/");
  await expectStage(page, "live");
  await page.evaluate((ms) => new Promise((end) => setTimeout(end, ms)), SETTLED_MS);
  const seen = await page.evaluate(() => (window as unknown as { seen: Sight }).seen);
  if (seen.contentMs === 0) throw new Error("no circuit came into sight");
  return seen;
}
