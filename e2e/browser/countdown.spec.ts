import type { Locator } from "@playwright/test";
import { expect, test } from "../support/browser.ts";
import { cardOf, openConsole, secondsShown } from "../support/console.ts";
import type { Dependency } from "../support/dependency.ts";
import { setClockRight, setClockWrong } from "../support/wrong-clock.ts";

const HOUR_MS = 3_600_000;

/** Looks at the card before and after it asks the API: what the API says lies between, within a second. */
async function expectToMatch(card: Locator, dependency: Dependency): Promise<number> {
  const before = await secondsShown(card);
  const { seconds_until_recovery } = await dependency.circuit();
  const after = await secondsShown(card);
  expect(seconds_until_recovery).toBeGreaterThanOrEqual(after - 1);
  expect(seconds_until_recovery).toBeLessThanOrEqual(before + 1);
  return after;
}

async function expectToFall(card: Locator, dependency: Dependency): Promise<void> {
  let last = await expectToMatch(card, dependency);
  for (let look = 0; look < 4; look += 1) {
    await expect.poll(() => secondsShown(card)).toBeLessThan(last);
    last = await expectToMatch(card, dependency);
  }
}

test("the countdown falls, second by second, with what the API says", async ({ page, register }) => {
  const dependency = await register("countdown", { policy: { failure_threshold: 1, recovery_timeout: 65 } });
  await dependency.trip();
  const card = cardOf(page, "countdown");
  await openConsole(page, "/?q=countdown");
  await expect(card.getByTestId("countdown")).toHaveText(/^1:0[0-5]$|^0:5\d$/);
  await expectToFall(card, dependency);
  await page.reload();
  await expectToMatch(card, dependency);
});

test("the countdown is right from the start in a page whose scripts are slow to come", async ({ page, register }) => {
  const dependency = await register("slow-scripts", { policy: { failure_threshold: 1, recovery_timeout: 65 } });
  await dependency.trip();
  const { promise: arrival, resolve: arrive } = Promise.withResolvers<void>();
  await page.route("**/_next/static/**/*.js", async (route) => {
    await arrival;
    await route.continue();
  });
  await page.goto("/?q=slow-scripts", { waitUntil: "commit" });
  const card = cardOf(page, "slow-scripts");
  const sent = await secondsShown(card);
  await expect.poll(async () => (await dependency.circuit()).seconds_until_recovery).toBeLessThan(sent - 3);
  expect(await secondsShown(card)).toBe(sent);
  // From now on nothing but the page itself says how long it takes.
  await page.route("**/api/circuit-breaker/status*", () => {});
  arrive();
  await expect.poll(() => secondsShown(card)).toBeLessThan(sent);
  await expectToMatch(card, dependency);
});

test("at zero the card is half-open, without a reload", async ({ page, register }) => {
  const dependency = await register("zero", { policy: { failure_threshold: 1, recovery_timeout: 3 } });
  const card = cardOf(page, "zero");
  await openConsole(page, "/?q=zero");
  await dependency.trip();
  await expect(card.getByTestId("countdown")).toBeVisible();
  await expect(card).toHaveAttribute("data-state", "half_open");
  expect((await dependency.circuit()).state).toBe("half_open");
});

for (const [wrong, offset] of [
  ["an hour fast", HOUR_MS],
  ["an hour slow", -HOUR_MS],
] as const) {
  test(`the countdown is right in a browser whose clock is ${wrong}, and when that is set right`, async ({
    page,
    register,
  }) => {
    const name = `wrong-clock-${wrong.split(" ").at(-1)}`;
    const dependency = await register(name, { policy: { failure_threshold: 1, recovery_timeout: 300 } });
    await dependency.trip();
    await setClockWrong(page, offset);
    const card = cardOf(page, name);
    await openConsole(page, `/?q=${name}`);
    expect(Math.abs((await page.evaluate(() => Date.now())) - Date.now())).toBeGreaterThan(HOUR_MS / 2);
    await expectToMatch(card, dependency);
    await expect(card).toContainText(/Open\s*for \d+ s/);
    await setClockRight(page);
    const last = await expectToMatch(card, dependency);
    await expect.poll(() => secondsShown(card)).toBeLessThan(last);
    await expectToMatch(card, dependency);
  });
}
