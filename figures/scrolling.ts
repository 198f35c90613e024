import type { Page } from "@playwright/test";
import { openConsole } from "../e2e/support/console.ts";
import type { Figure } from "./figure.ts";
import type { House } from "./house.ts";

const TURNS = 400;
/** A notch of the wheel, each frame: 7,200 pixels a second on a screen of 60 Hz. */
const TURN_PX = 120;
/** The shortest task that a browser calls long, in milliseconds. */
const LONG_MS = 50;

/** The longest task while the list is scrolled by the wheel, frame by frame. Shorter ones than 50 ms are not told: 0. */
export async function scrolling(house: House): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, path] of [
    ["the overview", "/"],
    ["all circuits as rows", "/?as=rows"],
  ] as const) {
    figures.push({
      what: `longest long task while scrolling ${name}`,
      value: await house.look((page) => longestWhileScrolling(page, path)),
      unit: "ms",
      most: LONG_MS,
    });
  }
  return figures;
}

async function longestWhileScrolling(page: Page, path: string): Promise<number> {
  await openConsole(page, path);
  await page.getByTestId("circuit-row").first().waitFor();
  await page.waitForLoadState("networkidle");
  await page.mouse.move(640, 600);
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => {
      tasks.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ type: "longtask" });
  });
  for (let turn = 0; turn < TURNS; turn += 1) {
    await page.mouse.wheel(0, TURN_PX);
    await page.evaluate(() => new Promise((end) => requestAnimationFrame(end)));
  }
  const { tasks, scrolled } = await page.evaluate(() => ({
    tasks: (window as unknown as { tasks: number[] }).tasks,
    scrolled: window.scrollY,
  }));
  if (scrolled < (TURNS * TURN_PX) / 2) throw new Error(`${path} was scrolled by ${scrolled} px only`);
  return Math.max(0, ...tasks);
}
