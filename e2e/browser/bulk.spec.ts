import { expect, test } from "../support/browser.ts";
import { cardOf, openConsole, overflow, PHONE } from "../support/console.ts";
import { ADMIN } from "../support/panel.ts";

const policy = { failure_threshold: 1 };

test("an act on all that match: listed, confirmed by its count, done one by one, and each answer shown", async ({
  page,
  register,
}) => {
  const names = Array.from({ length: 16 }, (_, index) => `bulk-all-${String(index).padStart(2, "0")}`);
  for (const name of names) await register(name, { policy });
  const tripped = await register("bulk-all-tripped", { policy });
  await tripped.trip();
  await openConsole(page, "/?q=bulk-all");
  const bar = page.getByRole("region", { name: "Selection" });
  await expect(bar).toBeHidden();
  await page.getByLabel("Select bulk-all-tripped").check();
  await expect(bar).toContainText("1 selected");
  await page.getByLabel("Select all that are listed here").check();
  await expect(bar).toContainText("17 selected");
  await page.getByLabel("Select bulk-all-07").uncheck();
  await expect(bar).toContainText("16 selected");
  await bar.getByRole("button", { name: "Select all 17 that match" }).click();
  await page.getByLabel("Select bulk-all-03").uncheck();
  await expect(bar).toContainText("16 selected");

  await bar.getByRole("button", { name: "Hold…" }).click();
  const dialog = page.getByRole("dialog", { name: "Hold 16 circuits" });
  await expect(dialog.getByRole("region", { name: "Circuits" })).toContainText("15 closed");
  await expect(dialog.getByRole("region", { name: "Circuits" })).toContainText("1 open");
  await expect(dialog.getByText("bulk-all-03")).toHaveCount(0);
  const hold = dialog.getByRole("button", { name: "Hold 16 circuits" });
  await hold.click();
  await expect(dialog).toContainText("Say why, in a few words.");
  await expect(dialog).toContainText("It is 16 circuits: type 16.");
  await dialog.getByRole("radio", { name: /Dry run/ }).check();
  await dialog.getByRole("button", { name: "incident" }).click();
  await dialog.getByLabel("Type 16 to confirm").fill("15");
  await hold.click();
  expect((await tripped.circuit()).override).toBeNull();
  await dialog.getByLabel("Type 16 to confirm").fill("16");
  await dialog.getByLabel("Type 16 to confirm").press("Enter");
  await expect(dialog.getByRole("status")).toHaveText("16 done");
  await expect(dialog.getByRole("list", { name: "Results" }).getByRole("listitem")).toHaveCount(16);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toBeHidden();
  await expect(bar).toBeHidden();
  expect((await tripped.events())[0]).toMatchObject({ kind: "override_set", actor: ADMIN.email, reason: "incident" });
  expect(await tripped.circuit()).toMatchObject({ override: { mode: "dry_run" } });
});

test("what changed in the meantime is refused, is said so, and can be selected again", async ({ page, register }) => {
  const [calm, moved] = [await register("bulk-calm", { policy }), await register("bulk-moved", { policy })];
  await calm.trip();
  await moved.trip();
  await openConsole(page, "/?q=bulk-");
  for (const { name } of [calm, moved]) await page.getByLabel(`Select ${name}`).check();
  const bar = page.getByRole("region", { name: "Selection" });
  await bar.getByRole("button", { name: "Test…" }).click();
  const dialog = page.getByRole("dialog", { name: "Test 2 circuits now" });
  await dialog.getByRole("button", { name: "network fixed" }).click();
  await dialog.getByLabel("Type 2 to confirm").fill("2");
  await moved.reset();
  await dialog.getByRole("button", { name: "Test 2 circuits" }).click();
  await expect(dialog.getByRole("status")).toHaveText("1 done1 refused");
  const refused = dialog.getByRole("listitem").first();
  await expect(refused).toHaveAttribute("data-result", "refused");
  await expect(refused).toContainText("bulk-moved has changed since it was looked at.");
  expect([(await calm.circuit()).state, (await moved.circuit()).state]).toEqual(["half_open", "closed"]);
  await dialog.getByRole("button", { name: "Select the 1 refused" }).click();
  await expect(bar).toContainText("1 selected");
  await expect(page.getByLabel("Select bulk-moved")).toBeChecked();
});

test("where the panel goes away in between, the rest is gone on with, and nothing is done twice", async ({
  page,
  register,
  complaints,
}) => {
  const dependency = await register("bulk-lost", { policy });
  await dependency.trip();
  await openConsole(page, "/?q=bulk-lost");
  await page.getByLabel("Select bulk-lost").check();
  await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Reset…" }).click();
  const dialog = page.getByRole("dialog", { name: "Reset 1 circuit" });
  await dialog.getByRole("button", { name: "service is back" }).click();
  await dialog.getByLabel("Type 1 to confirm").fill("1");
  complaints.expect(/ERR_FAILED/);
  await page.route(
    "**/api/circuit-breaker/bulk",
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await dialog.getByRole("button", { name: "Reset 1 circuit" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Nobody knows yet whether this was done");
  await dialog.getByRole("button", { name: "Go on" }).click();
  await expect(dialog.getByRole("listitem")).toHaveCount(1);
  expect((await dependency.events()).filter(({ kind }) => kind === "reset")).toHaveLength(1);
});

test.describe("a viewer", () => {
  test.use({ who: "viewer" });

  test("finds nothing to select with", async ({ page, register }) => {
    const { name } = await register("bulk-viewer");
    await openConsole(page, "/?q=bulk-viewer");
    await expect(cardOf(page, name)).toBeVisible();
    await expect(page.getByRole("checkbox")).toHaveCount(0);
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: PHONE, hasTouch: true, isMobile: true });

  test("the bar and the dialog fit, and fingers hit", async ({ page, register }) => {
    const { name } = await register("bulk-phone");
    await openConsole(page, "/?q=bulk-phone");
    await page.getByLabel(`Select ${name}`).tap();
    const bar = page.getByRole("region", { name: "Selection" });
    await expect(bar).toBeVisible();
    expect(await overflow(page)).toBe(0);
    const heights = await bar
      .getByRole("button")
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
    await bar.getByRole("button", { name: "Lift holds…" }).tap();
    const place = await page.getByRole("dialog").boundingBox();
    expect((place?.x ?? 0) + (place?.width ?? 0)).toBeLessThanOrEqual(PHONE.width);
  });
});
