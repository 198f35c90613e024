import type { Route } from "@playwright/test";
import { expect, test } from "../support/browser.ts";
import { cardOf, openConsole, openResetDialog } from "../support/console.ts";
import { ADMIN } from "../support/panel.ts";
import { status } from "../support/upstream.ts";

const policy = { failure_threshold: 2 };

test("a reset asks for a reason, and says what comes of it", async ({ page, register }) => {
  const dependency = await register("act-reset", { policy });
  await dependency.trip();
  await openConsole(page, "/?q=act-reset");
  const dialog = await openResetDialog(page, dependency.name);
  await expect(dialog.getByTestId("dialog-state")).toHaveText("Open");
  await expect(dialog).toContainText("It will probably open again");
  await dialog.getByRole("button", { name: "Close anyway" }).click();
  await expect(dialog).toContainText("Say why, in a few words.");
  expect((await dependency.circuit()).state).toBe("open");

  await dialog.getByLabel("Reason").fill("the provider has rolled back");
  await dialog.getByRole("button", { name: "Close anyway" }).click();
  await expect(dialog.getByRole("status")).toContainText("Closed: calls run again");
  expect((await dependency.circuit()).state).toBe("closed");
  expect((await dependency.events())[0]).toMatchObject({
    kind: "reset",
    actor: ADMIN.email,
    reason: "the provider has rolled back",
  });

  await dependency.trip("still down");
  await expect(dialog.getByRole("status")).toContainText(/Re-opened after \d+ s/);
  await expect(dialog).toContainText("still down");
});

test("with a test call first, the next call decides", async ({ page, register }) => {
  const dependency = await register("act-test", { policy });
  await dependency.trip();
  await openConsole(page, "/?q=act-test");
  const dialog = await openResetDialog(page, dependency.name);
  await dialog.getByRole("button", { name: "service is back" }).click();
  await dialog.getByRole("button", { name: "Test call first" }).click();
  await expect(dialog.getByRole("status")).toContainText("Half-open: the next call is the test");
  expect((await dependency.circuit()).state).toBe("half_open");

  dependency.answers(status(200));
  await dependency.execute();
  await expect(dialog.getByRole("status")).toContainText("The test call succeeded");
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(cardOf(page, dependency.name)).toHaveAttribute("data-state", "closed");
});

test("a reset that fails after its dialog is closed is told all the same", async ({ page, register }) => {
  const dependency = await register("act-watched", { policy });
  await dependency.trip();
  await openConsole(page, "/?q=act-watched");
  const dialog = await openResetDialog(page, dependency.name);
  await dialog.getByRole("button", { name: "network fixed" }).click();
  await dialog.getByRole("button", { name: "Close anyway" }).click();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toBeHidden();
  await dependency.trip();
  await expect(page.getByRole("status").getByText(/act-watched: Re-opened after/)).toBeVisible();
});

test("with the keyboard alone: reach a circuit, reset it, and be back where one was", async ({ page, register }) => {
  const dependency = await register("act-keys", { policy });
  await dependency.trip();
  await openConsole(page, "/?q=act-keys");
  const reset = cardOf(page, dependency.name).getByRole("button", { name: "Reset…" });
  const pressTabTo = async (target: typeof reset) => {
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press("Tab");
      if (await target.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error("out of reach");
  };
  const dialog = page.getByRole("dialog", { name: "Reset act-keys" });

  await pressTabTo(reset);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(reset).toBeFocused();
  expect((await dependency.circuit()).state).toBe("open");

  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("button", { name: "service is back" })).toBeFocused();
  await page.keyboard.press("Space");
  await expect(dialog.getByLabel("Reason")).toHaveValue("service is back");
  await pressTabTo(dialog.getByRole("button", { name: "Close anyway" }));
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("button", { name: "Done" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(reset).toBeFocused();
  await expect(cardOf(page, dependency.name)).toHaveAttribute("data-state", "closed");
});

test("a reset of something that has changed meanwhile is refused, and shows what it is now", async ({
  page,
  register,
  complaints,
}) => {
  const dependency = await register("act-moved", { policy });
  await dependency.trip();
  await openConsole(page, "/?q=act-moved");
  const dialog = await openResetDialog(page, dependency.name);
  await dialog.getByRole("button", { name: "service is back" }).click();
  complaints.expect(/status of 409/);
  await page.route("**/api/circuit-breaker/reset/act-moved", async (route) => {
    await dependency.reset();
    await route.continue();
  });
  const answered = page.waitForResponse("**/api/circuit-breaker/reset/act-moved");
  await dialog.getByRole("button", { name: "Close anyway" }).click();
  expect((await answered).status()).toBe(409);
  await expect(dialog.getByRole("alert")).toContainText("It has changed meanwhile");
  await expect(dialog.getByTestId("dialog-state")).toHaveText("Closed");
  expect((await dependency.events()).filter(({ kind }) => kind === "reset")).toHaveLength(1);
});

test("an admin holds a circuit open and lifts the hold again", async ({ page, register }) => {
  const dependency = await register("act-hold");
  const card = cardOf(page, dependency.name);
  await openConsole(page, "/?q=act-hold");
  await card.getByRole("button", { name: "Hold…" }).click();
  const holding = page.getByRole("dialog", { name: "Hold act-hold" });
  await expect(holding.getByTestId("dialog-state")).toHaveText("Closed");
  await expect(holding).toContainText("From now on every call is refused");
  await holding.getByRole("button", { name: "planned maintenance" }).click();
  await holding.getByRole("button", { name: "Hold", exact: true }).click();
  await expect(holding.getByRole("status")).toContainText("Held open: every call is refused");
  await expect(holding).toContainText(/ends in (1:00:00|59:\d\d)/);
  await holding.getByRole("button", { name: "Done" }).click();
  await expect(holding).toBeHidden();
  await expect(card.getByTestId("state-word")).toHaveText("Held open");
  expect((await dependency.execute()).body.error_type).toBe("circuit_breaker");

  await card.getByRole("button", { name: "Lift hold…" }).click();
  const lifting = page.getByRole("dialog", { name: "Lift the hold on act-hold" });
  await lifting.getByRole("button", { name: "Lift the hold" }).click();
  await expect(lifting).toContainText("Say why, in a few words.");
  await lifting.getByRole("button", { name: "maintenance is over" }).click();
  await lifting.getByRole("button", { name: "Lift the hold" }).click();
  await expect(lifting.getByRole("status")).toContainText("No longer held: closed, calls run");
  await lifting.getByRole("button", { name: "Done" }).click();
  await expect(card.getByTestId("state-word")).toHaveText("Closed");
  expect((await dependency.execute()).status).toBe(200);
  expect((await dependency.events())[0]).toMatchObject({ kind: "override_cleared", reason: "maintenance is over" });
});

test("a hold of something that has changed meanwhile is refused, says what changed, and goes on from there", async ({
  page,
  register,
  complaints,
}) => {
  const dependency = await register("act-overtaken", { policy });
  await openConsole(page, "/?q=act-overtaken");
  await cardOf(page, dependency.name).getByRole("button", { name: "Hold…" }).click();
  const dialog = page.getByRole("dialog", { name: "Hold act-overtaken" });
  await dialog.getByRole("button", { name: "incident" }).click();
  complaints.expect(/status of 409/);
  await page.route("**/api/circuit-breaker/override/act-overtaken", async (route) => {
    if ((await dependency.circuit()).state === "closed") await dependency.trip();
    await route.continue();
  });
  await dialog.getByRole("button", { name: "Hold", exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText(/It was closed, and is open now/);
  await expect(dialog.getByRole("link", { name: "see what happened" })).toHaveAttribute(
    "href",
    "/circuits/act-overtaken",
  );
  expect((await dependency.circuit()).override).toBeNull();
  await dialog.getByRole("button", { name: "Hold", exact: true }).click();
  await expect(dialog.getByRole("status")).toContainText("Held open");
  expect((await dependency.circuit()).override).toMatchObject({ mode: "forced_open" });
});

test("a reset whose answer was lost is sent again as the same act", async ({ page, register, complaints }) => {
  const dependency = await register("act-lost", { policy });
  await dependency.trip();
  await openConsole(page, "/?q=act-lost");
  const dialog = await openResetDialog(page, dependency.name);
  await dialog.getByRole("button", { name: "service is back" }).click();
  complaints.expect(/ERR_FAILED/);
  const lose = async (route: Route) => {
    await route.fetch();
    await route.abort();
  };
  await page.route("**/api/circuit-breaker/reset/act-lost", lose, { times: 1 });
  await dialog.getByRole("button", { name: "Close anyway" }).click();
  await expect(dialog).toContainText("Nobody knows yet whether this was done");
  await expect(dialog.getByTestId("dialog-state")).toHaveText("Closed");
  await dialog.getByRole("button", { name: "Reset to closed" }).click();
  await expect(dialog.getByRole("status")).toContainText("Closed: calls run again");
  expect((await dependency.events()).filter(({ kind }) => kind === "reset")).toHaveLength(1);
});

test.describe("a viewer", () => {
  test.use({ who: "viewer" });

  test("finds nothing to reset with, and the API refuses", async ({ page, register, complaints }) => {
    const dependency = await register("act-viewer", { policy });
    await dependency.trip();
    await openConsole(page, "/?q=act-viewer");
    const card = cardOf(page, dependency.name);
    await expect(card).toHaveAttribute("data-state", "open");
    await expect(card.getByRole("link", { name: "Timeline" })).toBeVisible();
    await expect(card.getByRole("button", { name: /Reset|Hold/ })).toHaveCount(0);

    complaints.expect(/status of 403/);
    const refusals = await page.evaluate(async () => {
      const ask = async (method: string, path: string) =>
        (await fetch(path, { method, body: '{"mode":"forced_open","reason":"no"}' })).status;
      return [
        await ask("POST", "/api/circuit-breaker/reset/act-viewer"),
        await ask("POST", "/circuit-breaker/reset/act-viewer"),
        await ask("PUT", "/api/circuit-breaker/override/act-viewer"),
        await ask("PUT", "/api/nodes/act-viewer"),
      ];
    });
    expect(refusals).toEqual([403, 403, 403, 403]);
    expect(await dependency.circuit()).toMatchObject({ state: "open", override: null });
  });
});
