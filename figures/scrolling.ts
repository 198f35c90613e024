import type { Page } from "@playwright/test";
import { openConsole } from "../e2e/support/console.ts";
import type { Figure } from "./figure.ts";
import type { House } from "./house.ts";

const TURNS = 400;
/** A notch of the wheel, each frame: 7,200 pixels a second on a screen of 60 Hz. */
const TURN_PX = 120;
/** The shortest task that a browser calls long, in milliseconds. */
const LONG_MS = 50;
/** The category of a trace that tells of each task. */
const TASKS = "disabled-by-default-devtools.timeline";

/** The longest task of the page's thread while the list is scrolled by the wheel, frame by frame. */
export async function scrolling(house: House): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, path] of [
    ["the overview", "/"],
    ["all circuits as rows", "/?as=rows"],
  ] as const) {
    figures.push({
      what: `longest task while scrolling ${name}`,
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
  const browser = page.context().browser()!;
  await browser.startTracing(page, { categories: [TASKS] });
  for (let turn = 0; turn < TURNS; turn += 1) {
    await page.mouse.wheel(0, TURN_PX);
    await page.evaluate(() => new Promise((end) => requestAnimationFrame(end)));
  }
  const tasks = tasksIn(await browser.stopTracing());
  const scrolled = await page.evaluate(() => window.scrollY);
  if (scrolled < (TURNS * TURN_PX) / 2) throw new Error(`${path} was scrolled by ${scrolled} px only`);
  if (tasks.length < TURNS) throw new Error(`the browser tells of ${tasks.length} tasks only`);
  return Math.max(...tasks);
}

/** Milliseconds of each task, of its thread's own time: what else the machine does meanwhile is not the page's. */
function tasksIn(trace: Buffer): number[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const threads = traceEvents.filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain");
  return traceEvents
    .filter(({ name, pid, tid }) => name === "RunTask" && threads.some((of) => of.pid === pid && of.tid === tid))
    .map(({ tdur = 0 }) => tdur / 1000);
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}
