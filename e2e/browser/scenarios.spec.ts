import { expect, test } from "../support/browser.ts";
import { cardOf, coloursOf, openConsole, openResetDialog, secondsShown } from "../support/console.ts";
import { ADMIN } from "../support/panel.ts";
import { status } from "../support/upstream.ts";

test("outage: red with the last error and a countdown, yellow with its probes, green on success", async ({
  page,
  register,
}) => {
  const outage = await register("seen-outage", { policy: { recovery_timeout: 4 } });
  const card = cardOf(page, outage.name);
  await openConsole(page, "/?q=seen-outage");
  await expect(card).toHaveAttribute("data-state", "closed");
  await expect(card).toContainText("0 / 5");

  outage.answers(status(503, "down for maintenance"));
  for (let call = 1; call <= 5; call += 1) expect((await outage.execute()).status).toBe(502);
  await expect(card).toHaveAttribute("data-state", "open");
  expect(await coloursOf(card)).toEqual(["red", "red"]);
  await expect(card.getByTestId("last-error")).toContainText("503 Service Unavailable");
  await expect(card.getByTestId("last-error")).toContainText("down for maintenance");
  await expect(card).toContainText("5 / 5");
  await expect(card).toContainText("until a test call");
  expect(await secondsShown(card)).toBeLessThanOrEqual(4);
  expect(await outage.execute()).toMatchObject({ status: 503, body: { error_type: "circuit_breaker" } });
  expect(outage.calls).toBe(5);

  await expect(card).toHaveAttribute("data-state", "half_open");
  expect(await coloursOf(card)).toEqual(["yellow", "yellow"]);
  await expect(card).toContainText("0 of 3waiting for a test call");
  const held = Promise.withResolvers<void>();
  outage.answers(async (request, response) => {
    await held.promise;
    status(200)(request, response);
  });
  const probes = [outage.execute(), outage.execute(), outage.execute()];
  await expect(card).toContainText("3 of 3test calls running");
  await expect(card.getByRole("listitem")).toHaveText(Array.from({ length: 3 }, () => /^\S+ for \d+ s$/));
  expect(await outage.execute()).toMatchObject({ status: 503, body: { error_type: "circuit_breaker" } });

  held.resolve();
  for (const probe of probes) expect((await probe).status).toBe(200);
  await expect(card).toHaveAttribute("data-state", "closed");
  expect(await coloursOf(card)).toEqual(["green", "green"]);
  await expect(card).toContainText("0 / 5");
  const happened = page.getByRole("region", { name: "Recent events" }).getByRole("listitem");
  await expect(happened.filter({ hasText: "seen-outage" }).first()).toContainText("a test call succeeded");
});

test("wrong key: red after five 401; put right and reset by an admin with a reason, the next call goes through", async ({
  page,
  register,
}) => {
  const config = { headers: { authorization: "Bearer {{api_key}}" } };
  const keyed = await register("seen-keyed", { config, secrets: { api_key: "wrong-key" } });
  keyed.answers((request, response) => {
    status(request.headers.authorization === "Bearer right-key" ? 200 : 401, "bad key")(request, response);
  });
  const card = cardOf(page, keyed.name);
  await openConsole(page, "/?q=seen-keyed");
  for (let call = 1; call <= 5; call += 1) await keyed.execute();
  await expect(card).toHaveAttribute("data-state", "open");
  await expect(card.getByTestId("last-error")).toContainText("401");
  await expect(card).not.toContainText("wrong-key");

  await openConsole(page, "/dependencies/seen-keyed");
  await page.getByRole("button", { name: "Replace the secret api_key" }).click();
  await page.getByLabel("api_key").fill("right-key");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("status").getByText("Saved seen-keyed, revision 2")).toBeVisible();
  expect(await keyed.execute()).toMatchObject({ status: 503, body: { error_type: "circuit_breaker" } });
  await expect(card).toHaveAttribute("data-state", "open");

  const dialog = await openResetDialog(page, keyed.name);
  await dialog.getByRole("button", { name: "configuration fixed" }).click();
  await dialog.getByRole("button", { name: "Close anyway" }).click();
  await expect(dialog.getByRole("status")).toContainText("Closed: calls run again");
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(card).toHaveAttribute("data-state", "closed");
  expect(await coloursOf(card)).toEqual(["green", "green"]);

  expect(await keyed.execute()).toMatchObject({ status: 200 });
  expect((await keyed.events())[0]).toMatchObject({ kind: "reset", actor: ADMIN.email, reason: "configuration fixed" });
  await card.getByRole("link", { name: "Timeline" }).click();
  const reset = page.locator("[data-testid=event][data-kind=reset]");
  await expect(reset).toContainText(`by ${ADMIN.email}`);
  await expect(reset).toContainText("configuration fixed");
});

test("intermittent: the card stays green while its failures come and go, for 200 calls", async ({ page, register }) => {
  const shaky = await register("seen-shaky");
  const card = cardOf(page, shaky.name);
  await openConsole(page, "/?q=seen-shaky");
  const states = await card.evaluateHandle((element) => {
    const seen = new Set([element.getAttribute("data-state")]);
    new MutationObserver(() => seen.add(element.getAttribute("data-state"))).observe(element, { attributes: true });
    return seen;
  });
  const call = async (code: 200 | 500) => {
    shaky.answers(status(code));
    await shaky.execute();
  };
  await call(500);
  await expect(card).toContainText("1 / 5");
  await call(200);
  await expect(card).toContainText("0 / 5");
  for (let pair = 1; pair < 100; pair += 1) {
    await call(500);
    await call(200);
  }
  await call(500);
  await expect(card).toContainText("1 / 5");
  expect(shaky.calls).toBe(201);
  expect(await states.evaluate((seen) => [...seen])).toEqual(["closed"]);
  await expect(card.getByTestId("state-word")).toHaveText("Closed");
});
