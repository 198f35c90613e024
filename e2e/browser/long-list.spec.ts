import { ROWS_PAGE } from "../../lib/client/circuit-filter.ts";
import { expect, test } from "../support/browser.ts";
import { openConsole, overflow, PHONE } from "../support/console.ts";

const CIRCUITS = 90;
const nameOf = (index: number) => `long-${String(index + 1).padStart(2, "0")}`;

test("of a long list only what is in sight is in the page, and little more is asked for, down to its last row", async ({
  page,
  register,
}) => {
  const names = Array.from({ length: CIRCUITS }, (_, index) => nameOf(index));
  const dependencies = await Promise.all(names.map((name) => register(name, { policy: { failure_threshold: 1 } })));
  const asked = new Set<number>();
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === "/api/circuit-breaker/status" && searchParams.has("offset"))
      asked.add(Number(searchParams.get("offset")));
  });
  await openConsole(page, "/?q=long-");
  const table = page.getByRole("table", { name: "Closed circuits" });
  const rows = table.getByTestId("circuit-row");
  await expect(table).toHaveAttribute("aria-rowcount", String(CIRCUITS + 1));
  await expect(rows.first()).toHaveAttribute("data-circuit", nameOf(0));
  expect(await rows.count()).toBeLessThan(CIRCUITS);
  // The next page is there before it is in sight; the one after it can wait.
  await expect.poll(() => [...asked].toSorted((one, other) => one - other)).toEqual([0, ROWS_PAGE]);

  // Rows that stay are left alone: what is selected in them or has the focus, and the time that it takes.
  await page.mouse.move(1, 1);
  await page.evaluate(() => window.scrollBy(0, 700));
  await expect(rows.first()).not.toHaveAttribute("data-circuit", nameOf(0));
  const gone = (await rows.first().getAttribute("data-circuit"))!;
  const staying = (await rows.nth(12).elementHandle())!;
  await page.evaluate(() => window.scrollBy(0, 160));
  await expect(page.locator(`[data-circuit="${gone}"]`)).toHaveCount(0);
  expect(await staying.evaluate((row) => row.isConnected)).toBe(true);

  await page.keyboard.press("End");
  const last = page.locator(`[data-circuit="${nameOf(CIRCUITS - 1)}"]`);
  await expect(last).toBeInViewport();
  await expect(last).toHaveAttribute("aria-rowindex", String(CIRCUITS + 1));
  await expect(page.locator(`[data-circuit="${nameOf(0)}"]`)).toHaveCount(0);

  await last.getByRole("checkbox").check();
  await expect(page.getByTestId("selected-count")).toHaveText("1 selected");

  await dependencies.at(-1)?.trip();
  await expect(last).toHaveAttribute("data-state", "open");
  await expect(last).toBeInViewport();
  await page.getByTestId("newly-open").click();
  await expect(page.getByRole("region", { name: "Needs attention" }).getByTestId("circuit-card")).toHaveCount(1);
  await expect(table).toHaveAttribute("aria-rowcount", String(CIRCUITS));

  await page.setViewportSize(PHONE);
  expect(await overflow(page)).toBe(0);
  const name = rows.first().getByRole("link");
  const { height } = (await name.boundingBox())!;
  expect(height, "of a name on one line").toBeLessThan(50);
});
