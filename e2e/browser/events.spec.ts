import { expect, test } from "../support/browser.ts";
import { cardOf, openConsole } from "../support/console.ts";

const policy = { failure_threshold: 2 };

test("the log shows what happened to a circuit, and filters by kind and by name", async ({ page, register }) => {
  const [mail, bill] = [await register("log-mail", { policy }), await register("log-bill", { policy })];
  await mail.trip();
  await mail.reset();
  await bill.trip();
  await openConsole(page, "/events?circuit=log-mail");
  const events = page.getByTestId("event");
  const kinds = () => events.evaluateAll((items) => items.map((item) => item.getAttribute("data-kind")));
  expect(await kinds()).toEqual(["reset", "opened", "node_type_created"]);

  await page.getByRole("combobox", { name: "Kind of event" }).selectOption("opened");
  await expect(page).toHaveURL("/events?kind=opened&circuit=log-mail");
  await expect.poll(kinds).toEqual(["opened"]);
  await page.reload();
  await expect(page.getByRole("combobox", { name: "Kind of event" })).toHaveValue("opened");

  const circuit = page.getByLabel("Circuit", { exact: true });
  await circuit.fill("log-bill");
  await expect(page).toHaveURL("/events?kind=opened&circuit=log-bill");
  await expect(events).toHaveCount(1);
  await expect(events).toContainText("log-bill");

  await circuit.fill("log-nobody");
  await expect(page.getByText("No event matches")).toBeVisible();
  await page.getByRole("link", { name: "Clear the filter" }).click();
  await expect(page).toHaveURL("/events");
  await expect(events.filter({ hasText: "log-mail" }).first()).toBeVisible();
});

test("new events come in by themselves", async ({ page, register }) => {
  const dependency = await register("log-live", { policy });
  await openConsole(page, "/events?circuit=log-live&kind=opened");
  await expect(page.getByText("No event matches")).toBeVisible();
  await dependency.trip();
  await expect(page.getByTestId("event")).toHaveCount(1, { timeout: 10_000 });
});

test("why it tripped: the failures that decided it", async ({ page, register }) => {
  const dependency = await register("log-why", { policy });
  await dependency.trip("the disk is full");
  await openConsole(page, "/?q=log-why");
  await cardOf(page, dependency.name).getByRole("link", { name: "Why it tripped" }).click();
  await expect(page).toHaveURL("/circuits/log-why?trip=last");
  const trip = page.getByTestId("trip");
  await expect(trip).toContainText("2 failures in a row");
  await expect(trip.getByText("the disk is full")).toHaveCount(2);
  await expect(trip.getByText("Judged by revision 1 of the policy.")).toBeVisible();
});

test("older events are a page away, and the newest again", async ({ page, register, api }) => {
  const { name } = await register("log-long", { policy });
  const path = `/api/circuit-breaker/override/${name}`;
  for (let hold = 1; hold <= 52; hold += 1) {
    await api.send("PUT", path, { mode: "dry_run", reason: `hold number ${hold}` });
  }
  await openConsole(page, `/events?circuit=${name}`);
  await expect(page.getByTestId("event")).toHaveCount(50);
  await page.getByRole("link", { name: "Older" }).click();
  await expect(page.getByTestId("event")).toHaveCount(3);
  await expect(page.getByTestId("event").last()).toContainText("registered");
  await page.getByRole("link", { name: "Newest" }).click();
  await expect(page.getByTestId("event").first()).toContainText("hold number 52");
});
