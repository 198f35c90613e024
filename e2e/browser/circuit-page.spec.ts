import { expect, test } from "../support/browser.ts";
import { cardOf, coloursOf, openConsole, overflow, PHONE } from "../support/console.ts";

const policy = { failure_threshold: 2, recovery_timeout: 300 };

test("the page of a circuit tells what it was, when, why and by whom", async ({ page, register, api }) => {
  const dependency = await register("page-whole", { policy });
  await dependency.trip("the disk is full");
  await openConsole(page, "/?q=page-whole");
  await cardOf(page, "page-whole").getByRole("link", { name: "Timeline" }).click();
  await expect(page).toHaveURL("/circuits/page-whole");
  await expect(page).toHaveTitle(/page-whole · Breaker Panel$/);
  await expect(cardOf(page, "page-whole")).toHaveAttribute("data-state", "open");
  await expect(page.getByTestId("history-reading")).toHaveText("2 calls, 2 failures, 0 rejected");

  await page.getByText("Exact times").click();
  await page.getByRole("link", { name: "why", exact: true }).click();
  await expect(page).toHaveURL(/\/circuits\/page-whole\?trip=\d+$/);
  await page.reload();
  const trip = page.getByTestId("trip");
  await expect(trip.getByText("the disk is full")).toHaveCount(2);
  await expect(trip.getByTestId("aftermath")).toContainText("not closed since");

  await api.send("POST", "/api/circuit-breaker/reset/page-whole", { reason: "mended" });
  await expect(cardOf(page, "page-whole")).toHaveAttribute("data-state", "closed");
  await expect(trip.getByTestId("aftermath")).toContainText("by hand: “mended”");
  await trip.getByRole("link", { name: "Close" }).click();
  await expect(trip).toHaveCount(0);
  const events = page.getByTestId("event");
  await expect(events.first()).toContainText("mended");
  await page.getByLabel("Kind of event").selectOption("opened");
  await expect(page).toHaveURL("/circuits/page-whole?kind=opened");
  await expect(events).toHaveCount(1);
});

test("one steps through its history by keys, as far back as one wants", async ({ page, register }) => {
  const dependency = await register("page-steps", { policy });
  await dependency.execute();
  await openConsole(page, "/circuits/page-steps");
  const reading = page.getByTestId("history-reading");
  await expect(reading).toHaveText("1 call, 0 failures, 0 rejected");
  await page.getByRole("slider", { name: /States, calls and latencies/ }).focus();
  await page.keyboard.press("End");
  await expect(reading).toContainText(/^\d\d:\d\d–\d\d:\d\d: .*closed.*; (1 call; p50 .*|no calls)$/);
  await page.keyboard.press("Home");
  await expect(reading).toContainText(/: not on record; no calls$/);
  await page.getByRole("button", { name: "7 days" }).click();
  await expect(page).toHaveURL("/circuits/page-steps?range=7d");
  await expect(page.getByText("A bar is an hour.")).toBeVisible();
  await expect(reading).toHaveText("1 call, 0 failures, 0 rejected");
  await page.setViewportSize(PHONE);
  expect(await overflow(page)).toBe(0);
});

test("a caller's circuit has a page of its own, and one that is not there says so", async ({
  page,
  register,
  complaints,
}) => {
  const dependency = await register("page-nested", { policy: { ...policy, scope: "workspace" } });
  await dependency.execute({}, { workspace: "acme" });
  await openConsole(page, "/circuits/page-nested%40acme");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("page-nested@acme");
  await expect(page.getByTestId("history-reading")).toHaveText("1 call, 0 failures, 0 rejected");
  complaints.expect(/status of 404/);
  await page.goto("/circuits/page-nested%40nobody");
  await expect(page.getByText("There is no such circuit now")).toBeVisible();
  await page.getByRole("link", { name: "To its events" }).click();
  await expect(page).toHaveURL("/events?circuit=page-nested%40nobody");
});

test("of a circuit that goes away while one looks, what was last known stays", async ({
  page,
  register,
  complaints,
}) => {
  const dependency = await register("page-gone", { policy });
  await dependency.trip();
  await openConsole(page, "/circuits/page-gone");
  complaints.expect(/status of 404/);
  await dependency.remove();
  await expect(page.getByRole("alert").filter({ hasText: "This circuit is gone" })).toContainText("It was open");
  const card = cardOf(page, "page-gone");
  await expect(card.getByTestId("state-word")).toHaveText("Last known: open");
  expect(await coloursOf(card)).toEqual(["grey", "grey"]);
  await expect(card.getByRole("button", { name: "Reset…" })).toBeDisabled();
});
