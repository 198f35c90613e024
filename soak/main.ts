/**
 * `npm run soak`: the overview left open for hours, while circuits open and close, in a browser whose clock is made to
 * run; what it holds at the end, beside what it held after the first minutes. Ends with exit code 1 where that has grown
 * by more than a tenth.
 */
import { chromium, type Page } from "@playwright/test";
import { ApiClient } from "../e2e/support/api-client.ts";
import { sessionOf } from "../e2e/support/browser.ts";
import { Dependency } from "../e2e/support/dependency.ts";
import { ADMIN, TestPanel } from "../e2e/support/panel.ts";
import { startUpstream } from "../e2e/support/upstream.ts";
import { launchOptions } from "../scripts/find-browser.mjs";
import { type Memory, memoryOf } from "./memory.ts";

const HOURS = Number(process.argv[2] ?? 8);
const POLL_MS = 2000;
const POLLS = Math.round((HOURS * 3_600_000) / POLL_MS);
/** After which what grows is a leak, and no cache that fills: twenty minutes. */
const SETTLED = 600;
/** Polls between two looks, and between two changes of the circuits. */
const LOOK_EVERY = 1800;
const CHANGE_EVERY = 15;
const CIRCUITS = 20;
const MOST_GROWTH = 0.1;

await using stage = new AsyncDisposableStack();
const panel = await TestPanel.start();
stage.defer(() => panel.close());
const upstream = await startUpstream();
stage.defer(() => upstream.close());
const api = new ApiClient(panel.url, await panel.token());
const dependencies = await Promise.all(
  Array.from({ length: CIRCUITS }, (_, index) =>
    Dependency.register(`soak-${index}`, api, upstream, { policy: { failure_threshold: 2, recovery_timeout: 300 } }),
  ),
);

const browser = await chromium.launch(launchOptions());
stage.defer(() => browser.close());
const context = await browser.newContext({ storageState: await sessionOf(panel.url, ADMIN) });
const page = await context.newPage();
await page.clock.install();
await page.goto(panel.url);
await page.getByTestId("circuit-row").first().waitFor();
const session = await context.newCDPSession(page);

let first: Memory | null = null;
let last: Memory | null = null;
let changed = 0;
for (let poll = 1; poll <= POLLS; poll += 1) {
  if (poll % CHANGE_EVERY === 0) await change(dependencies[changed++ % CIRCUITS]!);
  await passOnePoll(page);
  if (poll !== SETTLED && poll % LOOK_EVERY !== 0) continue;
  last = await memoryOf(session);
  first ??= last;
  const hours = ((poll * POLL_MS) / 3_600_000).toFixed(1).padStart(4);
  console.log(`${hours} h  ${last.heapMB.toFixed(1)} MB  ${last.nodes} nodes  ${last.listeners} listeners`);
}
if (first === null || last === null) throw new Error("too short to tell");
const growth = last.heapMB / first.heapMB - 1;
console.log(
  `heap: ${(growth * 100).toFixed(1)} % in ${HOURS} h, ${changed} changes of circuits (at most ${MOST_GROWTH * 100} %)`,
);
process.exitCode = growth <= MOST_GROWTH ? 0 : 1;

/** Lets the page's clock run until it polls, and waits for what it learns. */
async function passOnePoll(on: Page): Promise<void> {
  const answered = on.waitForResponse((response) => response.url().includes("/api/circuit-breaker/status"));
  await on.clock.runFor(POLL_MS);
  await answered;
}

/** An open circuit is reset, another one opened. */
async function change(dependency: Dependency): Promise<void> {
  const { state } = await dependency.circuit();
  if (state === "closed") await dependency.trip(`outage ${changed}`);
  else await api.send("POST", `/api/circuit-breaker/reset/${dependency.name}`, { reason: `mended ${changed}` });
}
