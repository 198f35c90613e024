import { expect, test } from "../support/browser.ts";
import { cardOf, coloursOf, expectStage, openConsole, openResetDialog, secondsShown } from "../support/console.ts";

const policy = { failure_threshold: 1, recovery_timeout: 300 };
/** Five intervals of polling, and what a busy machine adds. */
const WITHIN = { timeout: 20_000 };

test("a server that hangs: delayed, then last known and frozen; live again when it goes on", async ({
  page,
  panel,
  register,
  complaints,
}) => {
  test.setTimeout(60_000);
  const dependency = await register("stale-hangs", { policy });
  await dependency.trip();
  await openConsole(page, "/?q=stale-hangs");
  const card = cardOf(page, dependency.name);
  const reset = card.getByRole("button", { name: "Reset…" });
  await expect(reset).toBeEnabled();
  complaints.expect(/ERR_/);
  const banner = page.getByText(/Disconnected: this is what was known \d+ s ago/);
  panel.signal("SIGSTOP");
  try {
    await expectStage(page, "delayed", WITHIN);
    await expect(card.getByTestId("state-word")).toHaveText("Open");
    await expectStage(page, "disconnected", WITHIN);
    await expect(banner).toBeVisible();
    await expect(page).toHaveTitle("(?) Breaker Panel");
    await expect(card).toHaveClass(/hatched/);
    await expect(card.getByTestId("state-word")).toHaveText("Last known: open");
    await expect(card).toHaveAccessibleName("stale-hangs: Last known: open");
    expect(await coloursOf(card)).toEqual(["grey", "grey"]);
    await expect(reset).toBeDisabled();

    const frozen = await secondsShown(card);
    const said = await banner.textContent();
    await expect.poll(() => banner.textContent()).not.toBe(said);
    expect(await secondsShown(card)).toBe(frozen);
  } finally {
    panel.signal("SIGCONT");
  }
  await expectStage(page, "live", WITHIN);
  await expect(banner).toBeHidden();
  await expect(card).not.toHaveClass(/hatched/);
  await expect(card.getByTestId("state-word")).toHaveText("Open");
  expect(await coloursOf(card)).toEqual(["red", "red"]);
  await expect(reset).toBeEnabled();
  const { seconds_until_recovery } = await dependency.circuit();
  expect(Math.abs((await secondsShown(card)) - Number(seconds_until_recovery))).toBeLessThanOrEqual(1);
});

test("a server that is killed: last known, nothing to act with; what is true when it is back", async ({
  page,
  panel,
  register,
  complaints,
}) => {
  test.setTimeout(60_000);
  const [open, closed] = [await register("stale-open", { policy }), await register("stale-closed", { policy })];
  await open.trip();
  await openConsole(page, "/?q=stale-");
  const dialog = await openResetDialog(page, open.name);
  await dialog.getByRole("button", { name: "service is back" }).click();
  complaints.expect(/ERR_/);
  await panel.down("SIGKILL");
  try {
    await expectStage(page, "disconnected", WITHIN);
    await expect(dialog.getByRole("button", { name: "Close anyway" })).toBeDisabled();
    await page.keyboard.press("Escape");
    await expect(cardOf(page, closed.name).getByTestId("state-word")).toHaveText("Last known: closed");
    expect(await coloursOf(cardOf(page, closed.name))).toEqual(["grey", "grey"]);
    await expect(page.getByTestId("count-closed")).toHaveClass(/hatched/);
    await expect(page.getByRole("button", { name: "Reset…" }).first()).toBeDisabled();
    await page.getByRole("button", { name: "Try now" }).click();
    await expectStage(page, "disconnected");
  } finally {
    await panel.up();
  }
  await open.reset();
  await expectStage(page, "live", WITHIN);
  await expect(cardOf(page, open.name).getByTestId("state-word")).toHaveText("Closed");
  await expect(cardOf(page, closed.name)).not.toHaveClass(/hatched/);
});

test("never says that all is well when it cannot know", async ({ page, register, complaints }) => {
  test.setTimeout(60_000);
  await register("stale-fine", { policy });
  await openConsole(page);
  await expect(page.getByText("Nothing needs attention")).toBeVisible();
  complaints.expect(/ERR_/);
  await page.context().setOffline(true);
  await expectStage(page, "disconnected", WITHIN);
  await expect(page.getByText("Nothing needs attention")).toBeHidden();
  await expect(page.getByText("Not known")).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText("Nothing needs attention")).toBeVisible(WITHIN);
});
