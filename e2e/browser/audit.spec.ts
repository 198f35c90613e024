import { readFile } from "node:fs/promises";
import type { ActView } from "../../lib/contracts/audit.ts";
import { expect, test } from "../support/browser.ts";
import { openConsole } from "../support/console.ts";
import { ADMIN, VIEWER } from "../support/panel.ts";

test("the audit tells who did what and why, filters in the URL, and gives what is filtered as a file", async ({
  page,
  register,
}) => {
  const [mail, bill] = [await register("audit-mail"), await register("audit-bill")];
  await openConsole(page, "/?q=audit-mail");
  const reset = await page.evaluate(async () => {
    const body = JSON.stringify({ reason: '=1+1, said "Ada"' });
    return (await fetch("/api/circuit-breaker/reset/audit-mail", { method: "POST", body })).status;
  });
  expect(reset).toBe(200);
  await bill.reset();

  await page.getByRole("navigation", { name: "Console" }).getByRole("link", { name: "Audit" }).click();
  const acts = page.getByTestId("act");
  await expect(acts.first()).toContainText("audit-bill");
  await page.getByLabel("What it was done to").fill(mail.name);
  await expect(page).toHaveURL("/audit?object=audit-mail");
  await page.getByRole("combobox", { name: "Kind of act" }).selectOption("all on circuits");
  await page.getByRole("combobox", { name: "When" }).selectOption("Last hour");
  await page.getByLabel("Who").fill(ADMIN.email);
  await expect(page).toHaveURL(/actor=ada%40panel\.test&kind=reset%2Coverride_set%2C.*&object=audit-mail&since=1h$/);
  await expect(acts).toHaveCount(1);
  await expect(acts).toContainText(ADMIN.email);
  await expect(acts).toContainText('=1+1, said "Ada"');
  await acts.locator("summary").click();
  await expect(acts.getByText("written by")).toBeVisible();

  const exported = async (name: string) => {
    const started = page.waitForEvent("download");
    await page.getByRole("link", { name: `Export as ${name}` }).click();
    const file = await started;
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
  };
  const csv = await exported("CSV");
  expect(csv.name).toMatch(/^audit-\d{4}-\d\d-\d\d\.csv$/);
  const [header, record, ...rest] = csv.text.split("\r\n");
  expect(header).toBe("id,at,actor,kind,object,reason,summary,instance,details");
  expect(record).toContain(`,${ADMIN.email},reset,audit-mail,"'=1+1, said ""Ada""",`);
  expect(rest).toEqual([""]);
  const json = JSON.parse((await exported("JSON")).text) as { acts: ActView[] };
  expect(json.acts).toMatchObject([{ kind: "reset", object: "audit-mail", reason: '=1+1, said "Ada"' }]);

  await page.reload();
  await expect(acts).toHaveCount(1);
  await page.getByLabel("What it was done to").fill("audit-nobody");
  await expect(page.getByText("No act matches")).toBeVisible();
  await page.getByRole("link", { name: "Clear the filter" }).click();
  await expect(page).toHaveURL("/audit");
});

test("a range of time that makes no sense is said to be one, and the way back is there", async ({
  page,
  complaints,
}) => {
  complaints.expect(/status of 400/);
  await openConsole(page, "/audit?since=2026-03-01T00:00:00Z&until=2026-02-01T00:00:00Z");
  await expect(page.getByRole("alert").filter({ hasText: "until: is before `since`" })).toBeVisible();
  await expect(page.getByLabel("From")).not.toHaveValue("");
  await page.getByRole("combobox", { name: "When" }).selectOption("Any time");
  await expect(page.getByTestId("act").first()).toBeVisible();
});

test("a file is sent to scripts, whole, and by token", async ({ panel, api, register }) => {
  const { name } = await register("audit-script");
  for (let hold = 1; hold <= 60; hold += 1) {
    await api.send("PUT", `/api/circuit-breaker/override/${name}`, { mode: "dry_run", reason: `hold ${hold}` });
  }
  const response = await fetch(`${panel.url}/api/audit?format=csv&object=${name}&kind=override_set`, {
    headers: { authorization: `Bearer ${await panel.token("read")}` },
  });
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
  expect((await response.text()).split("\r\n")).toHaveLength(62);
  const wrong = await api.send("GET", "/api/audit?kind=opened");
  expect(wrong).toMatchObject({ status: 400, body: { errors: [{ field: "kind.0" }] } });
});

test.describe("a viewer", () => {
  test.use({ who: "viewer" });

  test("reads the audit, and finds in it what was refused", async ({ page, register, complaints }) => {
    await register("audit-refused");
    await openConsole(page);
    complaints.expect(/status of 403/);
    await page.evaluate(() => fetch("/api/circuit-breaker/reset/audit-refused", { method: "POST" }));
    await openConsole(page, "/audit?kind=refused&object=audit-refused");
    const act = page.getByTestId("act");
    await expect(act).toHaveCount(1);
    await expect(act).toContainText(VIEWER.email);
    await expect(act).toContainText("POST /api/circuit-breaker/reset/{type}");
  });
});
