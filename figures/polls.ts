import type { CDPSession, Page, Response } from "@playwright/test";
import { quantile } from "../cluster/support/row.ts";
import { openConsole } from "../e2e/support/console.ts";
import type { Figure } from "./figure.ts";
import type { House } from "./house.ts";

const POLLS = 20;
/** The overview's own question; rows further down ask one of theirs. */
const isPoll = (url: string) => {
  const { pathname, searchParams } = new URL(url);
  return pathname === "/api/circuit-breaker/status" && !searchParams.has("offset");
};

/**
 * What a poll carries, and how long scripts run from its being sent to the second frame after its reply, when all of it
 * has been drawn. Before each a circuit opens or is reset: a card comes or goes, and the events are asked for again.
 */
export async function polls(house: House): Promise<Figure[]> {
  const dependency = await house.register("figures-polled");
  return house.look(async (page, context) => {
    const session = await context.newCDPSession(page);
    // Of the page's own thread: what else the machine does meanwhile is not the page's.
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const empty = await scriptDuring(session, () => page.evaluate(() => new Promise((end) => setTimeout(end, 1000))));
    await openConsole(page);
    await page.getByTestId("circuit-row").first().waitFor();
    await page.waitForLoadState("networkidle");
    let bytes = 0;
    const scripts: number[] = [];
    for (let poll = 0; poll < POLLS; poll += 1) {
      await (poll % 2 === 0 ? dependency.trip() : dependency.reset());
      const reply = page.waitForResponse((each) => isPoll(each.url()) && each.status() === 200);
      await page.waitForRequest((each) => isPoll(each.url()));
      const took = await scriptDuring(session, async () => drawn(page, await reply));
      scripts.push(took);
      bytes = Math.max(bytes, (await (await reply).body()).length);
    }
    console.log(`an empty page: ${empty.toFixed(2)} ms of script in a second`);
    return [
      { what: "one poll of the overview", value: bytes / 1000, unit: "kB", most: 100 },
      { what: `script per poll, p50 of ${POLLS}`, value: quantile(scripts, 0.5), unit: "ms", most: 16 },
      { what: `script per poll, p95 of ${POLLS}`, value: quantile(scripts, 0.95), unit: "ms", most: 16 },
    ];
  });
}

/** What a reply brings is drawn in the frame after the next. */
async function drawn(page: Page, reply: Response): Promise<void> {
  await reply.finished();
  await page.evaluate(() => new Promise((end) => requestAnimationFrame(() => requestAnimationFrame(end))));
}

/** Milliseconds that the page's scripts run meanwhile. */
async function scriptDuring(session: CDPSession, pass: () => Promise<unknown>): Promise<number> {
  const before = await scriptSeconds(session);
  await pass();
  return ((await scriptSeconds(session)) - before) * 1000;
}

async function scriptSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  const metric = metrics.find(({ name }) => name === "ScriptDuration");
  if (metric === undefined) throw new Error("the browser does not tell how long scripts run");
  return metric.value;
}
