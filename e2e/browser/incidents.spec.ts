import type { IncidentsReply } from "../../lib/contracts/incident.ts";
import { openConsole, overflow, PHONE } from "../support/console.ts";
import { expect, test } from "../support/own-panel.ts";

const policy = { failure_threshold: 2, recovery_timeout: 300 };

test("circuits that trip together are one incident: on the overview, in the list, on its page and as Markdown", async ({
  page,
  register,
  api,
  context,
}) => {
  const mail = await register("joint-mail", { policy });
  const bill = await register("joint-bill", { policy });
  await mail.trip("the disk is full");
  await mail.execute();
  await bill.trip("no route to host");
  const { body } = await api.send<IncidentsReply>("GET", "/api/incidents?state=ongoing&circuit=joint-mail");
  const [incident] = body.incidents;
  expect(incident?.circuits.map(({ circuit }) => circuit)).toEqual(
    expect.arrayContaining(["joint-mail", "joint-bill"]),
  );

  await openConsole(page);
  await page.getByTestId("incident-line").getByRole("link").click();
  await expect(page).toHaveURL(`/incidents/${incident?.id}`);
  await page.getByRole("navigation", { name: "Console" }).getByRole("link", { name: "Incidents" }).click();
  const row = page.locator(`[data-testid=incident][data-incident="${incident?.id}"]`);
  await expect(row).toContainText("ongoing");
  await expect(row.getByTestId("incident-circuit").filter({ hasText: "joint-bill" })).toContainText("open now, 1 trip");
  await row.getByRole("heading").getByRole("link").click();

  await expect(page).toHaveURL(`/incidents/${incident?.id}`);
  await expect(page.getByTestId("event").filter({ hasText: "joint-mail" })).toContainText("2 failures in a row");
  await expect(page.getByRole("row", { name: /^joint-mail 2 1 1 ~/ })).toBeVisible();
  await api.send("POST", "/api/circuit-breaker/reset/joint-mail", { reason: "mended" });
  await expect(page.getByTestId("event").filter({ hasText: /joint-mail.*mended/ })).toBeVisible({ timeout: 12_000 });
  await expect(page.getByRole("listitem").filter({ hasText: /^joint-mail: closed again, 1 trip$/ })).toBeVisible();

  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy as Markdown" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain(`/incidents/${incident?.id}`);
  expect(text).toMatch(/- \S+ \S+ UTC joint-mail reset: .*“mended”/);

  await page.setViewportSize(PHONE);
  expect(await overflow(page)).toBe(0);
});

test("an incident that is not there says so, and a poll of what has not changed is a 304", async ({
  page,
  panel,
  complaints,
}) => {
  const headers = { authorization: `Bearer ${await panel.token("read")}` };
  const past = `${panel.url}/api/incidents?state=over`;
  const etag = (await fetch(past, { headers })).headers.get("etag") ?? "";
  expect((await fetch(past, { headers: { ...headers, "if-none-match": etag } })).status).toBe(304);
  complaints.expect(/status of 404/);
  await page.goto("/incidents/999999999");
  await expect(page.getByText("There is no such incident now")).toBeVisible();
});
