import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../support/browser.ts";
import { cardOf, openConsole } from "../support/console.ts";
import { status } from "../support/upstream.ts";

async function openMenu(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "View", exact: true }).click();
  const menu = page.locator("[popover]:popover-open");
  await expect(menu.getByRole("group", { name: "Group by" })).toBeVisible();
  return menu;
}

const choose = (menu: Locator, choice: string) => menu.getByText(choice, { exact: true }).click();
const rowOf = (page: Page, circuit: string) => page.locator(`[data-testid=circuit-row][data-circuit="${circuit}"]`);

test("circuits are put together by workspace, a troubled group is unfolded, and one group can be looked at alone", async ({
  page,
  register,
}) => {
  const api = await register("grouped", { policy: { scope: "workspace", failure_threshold: 1 } });
  await api.execute({}, { workspace: "calm" });
  api.answers(status(401, "the key was revoked"));
  await api.execute({}, { workspace: "troubled" });

  await openConsole(page, "/?q=grouped");
  await choose(await openMenu(page), "Workspace");
  await expect(page).toHaveURL("/?q=grouped&by=workspace");
  await page.keyboard.press("Escape");
  const [troubled, calm] = [
    page.getByRole("region", { name: "troubled", exact: true }),
    page.getByRole("region", { name: "calm", exact: true }),
  ];
  await expect(troubled).toContainText("1 open");
  await expect(page.getByTestId("group").first()).toHaveAccessibleName("troubled");
  await expect(rowOf(page, "grouped@troubled")).toContainText("401");
  await expect(rowOf(page, "grouped@troubled")).toContainText(/test call in \d:\d\d/);
  await expect(rowOf(page, "grouped@calm")).toBeHidden();
  await calm.getByRole("button", { name: "calm", exact: true }).click();
  await expect(rowOf(page, "grouped@calm")).toBeVisible();
  await expect(page.getByRole("region", { name: "No workspace" })).toContainText("1 closed");

  await calm.getByRole("button", { name: "Only these" }).click();
  await expect(page).toHaveURL("/?q=grouped&workspace=calm&by=workspace");
  await expect(troubled).toBeHidden();
  await page.reload();
  await expect(page.getByTestId("group")).toHaveCount(1);
  await page.getByRole("button", { name: "workspace: calm" }).click();
  await expect(page).toHaveURL("/?q=grouped&by=workspace");
  await expect(page.getByTestId("group")).toHaveCount(3);
});

test("all circuits are rows, by name or what needs attention first, and stay under the pointer", async ({
  page,
  register,
}) => {
  const [first, last] = [await register("listed-a"), await register("listed-z", { policy: { failure_threshold: 1 } })];
  await last.trip();
  await openConsole(page, "/?q=listed-");
  await expect(cardOf(page, last.name)).toBeVisible();
  const menu = await openMenu(page);
  await choose(menu, "Rows");
  const rows = page.getByTestId("circuit-row");
  await expect(rows.first()).toHaveAttribute("data-circuit", last.name);
  await choose(menu, "Name");
  await expect(page).toHaveURL("/?q=listed-&sort=name&as=rows");
  await expect(rows.first()).toHaveAttribute("data-circuit", first.name);
  await choose(menu, "Needs attention first");
  await expect(rows.first()).toHaveAttribute("data-circuit", last.name);
  await page.keyboard.press("Escape");

  await rows.nth(1).hover();
  await last.reset();
  await expect(rows.first()).toHaveAttribute("data-state", "closed");
  await first.edit({ policy: { failure_threshold: 1 } });
  await first.trip();
  await expect(rows.nth(1)).toHaveAttribute("data-state", "open");
  await expect(rows.nth(1)).toHaveAttribute("data-circuit", first.name);
  await page.getByTestId("newly-open").click();
  await page.mouse.move(1, 1);
  await expect(rows.first()).toHaveAttribute("data-circuit", first.name);
});

test("a view is saved under a name, chosen again, replaced and removed", async ({ page, register }) => {
  await register("viewed");
  await openConsole(page, "/?q=viewed&by=state");
  const menu = await openMenu(page);
  await menu.getByLabel("Name for this view").fill("Mine");
  await page.keyboard.press("Enter");
  const mine = menu.getByRole("button", { name: "Mine", exact: true });
  await expect(mine).toHaveAttribute("aria-current", "page");

  await page.goto("/?q=viewed");
  await openMenu(page);
  await mine.click();
  await expect(page).toHaveURL("/?q=viewed&by=state");
  await expect(menu).toBeHidden();
  await expect(page.getByRole("region", { name: "Closed" })).toContainText("1 circuit");

  await openMenu(page);
  await choose(menu, "Node type");
  await menu.getByLabel("Name for this view").fill("Mine");
  await menu.getByRole("button", { name: "Replace" }).click();
  await page.goto("/");
  await openMenu(page);
  await mine.click();
  await expect(page).toHaveURL("/?q=viewed&by=node_type");

  await openMenu(page);
  await menu.getByRole("button", { name: "Remove the view Mine" }).click();
  await expect(mine).toBeHidden();
  await page.reload();
  await openMenu(page);
  await expect(menu.getByRole("list")).toHaveCount(0);
});
