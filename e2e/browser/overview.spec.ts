import { expect, test } from "../support/browser.ts";
import { cardOf, coloursOf, openConsole, openResetDialog } from "../support/console.ts";
import { inTurn, status } from "../support/upstream.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test("a card tells each state by colour and by word", async ({ page, register }) => {
      const name = `states-${colorScheme}`;
      const dependency = await register(name, { policy: { failure_threshold: 2, recovery_timeout: 6 } });
      const card = cardOf(page, name);
      await openConsole(page, `/?q=${name}`);

      await expect(card).toHaveAttribute("data-state", "closed");
      await expect(card.getByTestId("state-word")).toHaveText("Closed");
      await expect(card).toHaveAccessibleName(`${name}: Closed`);
      expect(await coloursOf(card)).toEqual(["green", "green"]);
      await expect(card.getByTestId("countdown")).toBeHidden();

      await dependency.trip();
      await expect(card).toHaveAttribute("data-state", "open");
      await expect(card.getByTestId("state-word")).toHaveText("Open");
      await expect(card).toHaveAccessibleName(`${name}: Open`);
      expect(await coloursOf(card)).toEqual(["red", "red"]);
      await expect(card.getByTestId("countdown")).toBeVisible();
      await expect(card.getByTestId("last-error")).toContainText("503");

      await expect(card).toHaveAttribute("data-state", "half_open", { timeout: 15_000 });
      await expect(card.getByTestId("state-word")).toHaveText("Half-open");
      await expect(card).toHaveAccessibleName(`${name}: Half-open`);
      expect(await coloursOf(card)).toEqual(["yellow", "yellow"]);
      await expect(card).toContainText("waiting for a test call");
      await expect(card.getByTestId("countdown")).toBeHidden();
    });
  });
}

test("a hold looks like what it does to calls, and names who holds and why", async ({ page, register, api }) => {
  await register("held");
  const hold = (mode: string) =>
    api.send("PUT", "/api/circuit-breaker/override/held", { mode, reason: "migration of the database" });
  const card = cardOf(page, "held");
  await openConsole(page, "/?q=held");
  await hold("forced_open");
  await expect(card.getByTestId("state-word")).toHaveText("Held open");
  expect(await coloursOf(card)).toEqual(["red", "red"]);
  await expect(card).toContainText("migration of the database");
  await hold("forced_closed");
  await expect(card.getByTestId("state-word")).toHaveText("Held closed");
  expect(await coloursOf(card)).toEqual(["yellow", "yellow"]);
});

test("an adaptive circuit of a flaky dependency is yellow with the share that it lets through, and green again", async ({
  page,
  register,
}) => {
  const policy = { strategy: "adaptive", window_calls: 20, minimum_calls: 10 };
  const flaky = await register("flaky", { policy });
  const card = cardOf(page, "flaky");
  await openConsole(page, "/?q=flaky");
  await expect(card.getByTestId("window")).toHaveText("No calls to judge by yet");

  const [good, bad] = [status(200), status(503, "overloaded")];
  flaky.answers(inTurn(good, bad, bad, bad, bad));
  for (let call = 1; call <= 10; call += 1) await flaky.execute();
  await expect(card.getByTestId("share")).toHaveText("40 %");
  await expect(card).toHaveAttribute("data-state", "closed");
  await expect(card).toHaveAccessibleName("flaky: Closed, lets 40 % of calls through");
  expect(await coloursOf(card)).toEqual(["yellow", "yellow"]);
  await expect(card.getByTestId("last-error")).toContainText("503");
  await expect(card.getByTestId("window")).toHaveText("8 of 10 calls failed, opens below 10 % success");

  flaky.answers(good);
  const call = async () => {
    await flaky.execute();
    return (await flaky.circuit()).share;
  };
  await expect.poll(call, { intervals: [1], timeout: 15_000 }).toBe(1);
  await expect(card.getByTestId("share")).toBeHidden();
  await expect(card).toHaveAccessibleName("flaky: Closed");
  expect(await coloursOf(card)).toEqual(["green", "green"]);
});

test("the circuits of callers stand beside their dependency's own, each with its reset", async ({ page, register }) => {
  const api = await register("callers", { policy: { scope: "credential", failure_threshold: 2 } });
  api.answers((request, response) => {
    status(request.url?.includes("key=revoked") ? 401 : 200)(request, response);
  });
  const run = (key: string) => api.execute({ query: { key } }, { workspace: "acme", credential: key });
  for (const key of ["valid", "revoked", "revoked"]) await run(key);
  await openConsole(page, "/?q=callers");
  const [own, valid] = [cardOf(page, "callers"), cardOf(page, "callers@acme:valid")];
  const revoked = cardOf(page, "callers@acme:revoked");
  await expect(own).toHaveAttribute("data-state", "closed");
  await expect(valid).toHaveAttribute("data-state", "closed");
  await expect(revoked).toHaveAttribute("data-state", "open");
  await expect(revoked).toContainText("@acme:revoked");
  await expect(revoked.getByTestId("last-error")).toContainText("401");
  const other = async (credential: string) =>
    (await api.execute({ query: { key: "valid" } }, { workspace: "other", credential })).status;
  expect(await other("theirs")).toBe(200);
  await expect(own.getByTestId("tenants")).toHaveText("1 of 2 tenants affected");
  expect((await run("revoked")).body).toMatchObject({ circuit: "callers@acme:revoked", reason: "open" });

  const generation = (await api.circuit()).generation;
  const dialog = await openResetDialog(page, "callers@acme:revoked");
  await dialog.getByLabel("Reason").fill("acme has a new key");
  await dialog.getByRole("button", { name: "Close anyway" }).click();
  await expect(dialog.getByRole("status")).toContainText("Closed: calls run again");
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(revoked).toHaveAttribute("data-state", "closed");
  expect((await api.events("callers@acme:revoked"))[0]).toMatchObject({ kind: "reset", reason: "acme has a new key" });
  expect((await api.circuit()).generation).toBe(generation);
  expect((await run("revoked")).status).toBe(502);
});

test("the counts tell how many are in which state, and filter by it", async ({ page, register }) => {
  const [broken] = [
    await register("count-broken", { policy: { failure_threshold: 1 } }),
    await register("count-well"),
    await register("count-fine"),
  ];
  await broken.trip();
  await openConsole(page, "/?q=count-");
  const count = (state: string) => page.getByTestId(`count-${state}`);
  await expect(count("open")).toHaveText("1open");
  await expect(count("half_open")).toHaveText("0half-open");
  await expect(count("closed")).toHaveText("2closed");

  await count("closed").click();
  await expect(page).toHaveURL("/?state=closed&q=count-");
  await expect(count("closed")).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByTestId("circuit-card")).toHaveCount(2);
  await expect(cardOf(page, "count-broken")).toBeHidden();

  await page.reload();
  await expect(page.getByTestId("circuit-card")).toHaveCount(2);
  await expect(count("open")).toHaveText("1open");

  await count("half_open").click();
  await expect(page.getByText("No half-open circuit matches “count-”")).toBeVisible();
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await expect(page).toHaveURL("/");
  await expect(cardOf(page, "count-broken")).toBeVisible();
});

test("the search finds by name and by error, keeps itself in the URL, and says when nothing matches", async ({
  page,
  register,
}) => {
  const mailer = await register("search-mailer", { policy: { failure_threshold: 1 } });
  await register("search-billing");
  await mailer.trip("the mailbox is on fire");
  await openConsole(page);
  await page.keyboard.press("/");
  const search = page.getByRole("searchbox");
  await expect(search).toBeFocused();
  await search.fill("BILLING");
  await expect(page).toHaveURL("/?q=BILLING");
  await expect(cardOf(page, "search-billing")).toBeVisible();
  await expect(cardOf(page, "search-mailer")).toBeHidden();

  await search.fill("mailbox is on");
  await expect(cardOf(page, "search-mailer")).toBeVisible();
  await expect(cardOf(page, "search-billing")).toBeHidden();

  await page.reload();
  await expect(search).toHaveValue("mailbox is on");
  await expect(cardOf(page, "search-mailer")).toBeVisible();

  await search.fill("<b>nothing & nobody</b>");
  await expect(page.getByText("No circuit matches “<b>nothing & nobody</b>”")).toBeVisible();
});

test("what needs attention comes first, and nothing moves away under the pointer", async ({ page, register }) => {
  const policy = { failure_threshold: 1 };
  const [first, second] = [await register("order-a", { policy }), await register("order-b", { policy })];
  await first.trip();
  await openConsole(page, "/?q=order-");
  const order = () =>
    page.getByTestId("circuit-card").evaluateAll((cards) => cards.map((card) => card.getAttribute("data-circuit")));
  expect(await order()).toEqual(["order-a", "order-b"]);

  await cardOf(page, "order-b").hover();
  await second.trip();
  await expect(cardOf(page, "order-b")).toHaveAttribute("data-state", "open");
  expect(await order()).toEqual(["order-a", "order-b"]);
  await page.getByTestId("freshness").hover();
  await expect.poll(order).toEqual(["order-b", "order-a"]);
  await expect(page.getByTestId("newly-open")).toBeHidden();
});

test("what opens under the pointer is counted, and shown when somebody asks for it", async ({ page, register }) => {
  const policy = { failure_threshold: 1 };
  const dependencies = await Promise.all(["a", "b", "c"].map((end) => register(`newly-${end}`, { policy })));
  await dependencies[0]?.trip();
  await openConsole(page, "/?q=newly-");
  const attention = page.getByRole("region", { name: "Needs attention" }).getByTestId("circuit-card");
  await expect(attention).toHaveCount(1);

  await cardOf(page, "newly-c").getByRole("link", { name: "newly-c", exact: true }).focus();
  await dependencies[1]?.trip();
  await dependencies[2]?.trip();
  await expect(page.getByTestId("newly-open")).toHaveText("2 newly open – show");
  await expect(attention).toHaveCount(1);
  await page.getByTestId("newly-open").press("Enter");
  await expect(attention).toHaveCount(3);
  await expect(page.getByTestId("newly-open")).toBeHidden();
});

test("paused, nothing changes until somebody resumes", async ({ page, register }) => {
  const dependency = await register("paused", { policy: { failure_threshold: 1 } });
  await page.clock.install();
  await openConsole(page, "/?q=paused");
  const card = cardOf(page, "paused");
  await page.getByRole("button", { name: "Pause updates" }).click();
  await expect(page.getByTestId("freshness")).toHaveText("Paused");
  await dependency.trip();
  await page.clock.runFor(10_000);
  await expect(card).toHaveAttribute("data-state", "closed");
  await page.getByRole("button", { name: "Pause updates" }).click();
  await expect(card).toHaveAttribute("data-state", "open");
});

test("of many, those that need attention are cards, and the others rows", async ({ page, register }) => {
  const names = Array.from({ length: 16 }, (_, index) => `many-${index + 1}`);
  const dependencies = await Promise.all(names.map((name) => register(name, { policy: { failure_threshold: 1 } })));
  await dependencies[0]?.trip();
  await openConsole(page, "/?q=many-");
  await expect(page.getByTestId("circuit-card")).toHaveCount(1);
  await expect(page.getByTestId("circuit-row")).toHaveCount(15);
  await expect(cardOf(page, "many-1")).toHaveAttribute("data-state", "open");
});

test("errors and names that look like markup are shown as they are", async ({ page, register }) => {
  const dependency = await register("markup", { policy: { failure_threshold: 2 } });
  dependency.answers(status(500, "<img src=x onerror=alert(1)>"));
  await dependency.execute();
  await openConsole(page, "/?q=markup");
  await expect(cardOf(page, "markup").getByTestId("last-error")).toContainText("<img src=x onerror=alert(1)>");
});
