import { expect, test } from "../support/browser.ts";
import { cardOf, expectStage, openConsole } from "../support/console.ts";
import { tabThrough, tabTo } from "../support/focus.ts";
import { ADMIN } from "../support/panel.ts";
import { furnish, HEALTHY, openByKey, openings, placesOf, TROUBLED } from "../support/places.ts";

const policy = { failure_threshold: 2, recovery_timeout: 300 };

/** What can be reached on a page, beside what else there is. */
const least: Readonly<Record<string, readonly string[]>> = {
  "/": ["Skip to the content", "Overview", "Pause", `Reset… ${TROUBLED}`, `Hold… ${HEALTHY}`, `Select ${HEALTHY}`],
  [`/circuits/${TROUBLED}?trip=last`]: ["1 hour", "7 days", "Exact times", `Reset… ${TROUBLED}`],
  "/events": ["Kind of event", "Circuit"],
  "/dependencies": [TROUBLED],
  [`/dependencies/${TROUBLED}`]: ["Run once…", "Delete…"],
  "/settings/limits": ["Save changes"],
  "/settings/tokens": ["Create token…"],
};

test("the Tab key reaches what can be used on each page, and one sees where one is", async ({
  page,
  register,
  api,
  complaints,
}) => {
  test.setTimeout(180_000);
  complaints.expect(/status of 404/);
  await furnish(register, api);
  for (const { path, sign } of await placesOf(api)) {
    await openConsole(page, path);
    await expect(sign(page)).toBeVisible();
    const stops = await tabThrough(page);
    expect.soft(stops.length, path).toBeGreaterThan(0);
    const unseen = stops.filter(({ isVisible }) => !isVisible);
    expect.soft(unseen, path).toEqual([]);
    const names = stops.map(({ name }) => name).join("\n");
    for (const name of least[path] ?? []) expect.soft(names, `${name} on ${path}`).toContain(name);
  }
});

test("each dialog opens by keyboard, keeps the focus, and gives it back at Escape", async ({ page, register, api }) => {
  test.setTimeout(120_000);
  await furnish(register, api);
  for (const opening of openings) {
    await openConsole(page, opening.path);
    const opener = await openByKey(page, opening);
    const dialog = page.getByRole("dialog");
    const holdsFocus = () => dialog.evaluate((element) => element.contains(document.activeElement));
    await expect.poll(holdsFocus, opening.name).toBe(true);
    await page.keyboard.press("Escape");
    await expect(dialog, opening.name).toBeHidden();
    if (opener !== null) await expect(opener, opening.name).toBeFocused();
  }
});

test("the first stop of a page leads past the header to its content", async ({ page, register }) => {
  await register("keys-skip");
  await openConsole(page);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  expect(await page.getByRole("main").evaluate((main) => main.contains(document.activeElement))).toBe(true);
});

test("a dependency is added without a mouse", async ({ page, api }) => {
  const name = "keys.added";
  await openConsole(page, "/dependencies");
  await tabTo(page, page.getByRole("link", { name: "Add dependency" }).first());
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByLabel("Name", { exact: true }));
  await page.keyboard.type(name);
  await tabTo(page, page.getByLabel("Base URL"));
  await page.keyboard.type("https://keys.example");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/dependencies/${name}`);
  // Still open, it would miss what is removed.
  await page.close();
  expect((await api.send("DELETE", `/api/nodes/${name}`)).status).toBeLessThan(300);
});

test.describe("somebody without a mouse", () => {
  test.use({ who: "nobody" });

  test("signs in, finds a circuit, reads why it tripped, comes back, resets it, and sees what came of it", async ({
    page,
    register,
  }) => {
    test.setTimeout(60_000);
    const dependency = await register("keys-journey", { policy });
    await dependency.trip("the disk is full");
    await page.goto("/login");
    await tabTo(page, page.getByLabel("E-mail"));
    await page.keyboard.type(ADMIN.email);
    await tabTo(page, page.getByLabel("Password", { exact: true }));
    await page.keyboard.type(ADMIN.password);
    await page.keyboard.press("Enter");
    const card = cardOf(page, "keys-journey");
    await expect(card).toBeVisible();
    await expectStage(page, "live");

    await page.keyboard.press("/");
    await page.keyboard.type("keys-journey");
    await expect(page).toHaveURL("/?q=keys-journey");
    await tabTo(page, card.getByRole("link", { name: "Why it tripped" }));
    await page.keyboard.press("Enter");
    await expect(page.getByTestId("trip").getByText("the disk is full").first()).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL("/?q=keys-journey");

    const reset = card.getByRole("button", { name: "Reset…" });
    await tabTo(page, reset);
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Reset keys-journey" });
    await tabTo(page, dialog.getByLabel("Reason"));
    await page.keyboard.type("there is room again");
    await tabTo(page, dialog.getByRole("button", { name: "Close anyway" }));
    await page.keyboard.press("Enter");
    await expect(dialog.getByRole("status")).toContainText("Closed: calls run again");
    await dependency.trip("full once more");
    await expect(dialog.getByRole("status")).toContainText(/Re-opened after \d+ s/);
    await page.keyboard.press("Escape");
    await expect(reset).toBeFocused();
    expect((await dependency.events()).find(({ kind }) => kind === "reset")).toMatchObject({
      actor: ADMIN.email,
      reason: "there is room again",
    });
  });
});
