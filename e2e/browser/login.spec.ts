import { expect, test } from "../support/browser.ts";
import { cardOf, expectStage, openConsole, openResetDialog, signInByForm } from "../support/console.ts";
import { ADMIN, VIEWER } from "../support/panel.ts";

test.use({ who: "nobody" });

for (const [role, who] of [
  ["admin", ADMIN],
  ["viewer", VIEWER],
] as const) {
  test(`${role === "admin" ? "an admin" : "a viewer"} signs in, sees the overview as such, and signs out`, async ({
    page,
    register,
    sessions,
    complaints,
  }) => {
    expect(sessions[role].cookies).not.toEqual([]);
    const dependency = await register(`login-${role}`);
    await page.goto("/");
    await expect(page).toHaveURL("/login?callbackUrl=%2F");
    await signInByForm(page, who);
    await expect(cardOf(page, dependency.name)).toBeVisible();
    await expectStage(page, "live");
    await expect(page.getByRole("button", { name: "Reset…" })).toHaveCount(role === "admin" ? 1 : 0);

    await page.getByRole("button", { name: `Account of ${who.email}` }).click();
    await expect(page.getByText(role === "admin" ? "Admin: may reset" : "Viewer: may look")).toBeVisible();
    complaints.expect(/status of 401/);
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page).toHaveURL("/login");
    await page.goBack();
    await expect(cardOf(page, dependency.name)).toBeHidden();
    await page.goto("/");
    await expect(page).toHaveURL("/login?callbackUrl=%2F");
  });
}

test("a wrong password is told in words that do not tell which of the two is wrong, and is not put into the address", async ({
  page,
  complaints,
}) => {
  complaints.expect(/status of 401/);
  await page.goto("/login");
  const error = page.getByRole("main").getByRole("alert");
  await signInByForm(page, { email: ADMIN.email, password: "not the password" });
  await expect(error).toHaveText("E-mail or password is not right.");
  await signInByForm(page, { email: "nobody@panel.test", password: "not the password" });
  await expect(error).toHaveText("E-mail or password is not right.");
  await expect(page).toHaveURL("/login");
  await signInByForm(page, ADMIN);
  await expect(page).toHaveURL("/");
});

test("who guesses on is told to wait", async ({ page, complaints }) => {
  complaints.expect(/status of (401|429)/);
  await page.goto("/login");
  const error = page.getByRole("main").getByRole("alert");
  const guess = async () => {
    const answered = page.waitForResponse("**/api/auth/callback/credentials*");
    await signInByForm(page, { email: "guessed@panel.test", password: "not the password" });
    await answered;
    await expect(error).toBeVisible();
  };
  for (let guesses = 1; guesses <= 10; guesses += 1) await guess();
  await expect(error).toHaveText("E-mail or password is not right.");
  await guess();
  await expect(error).toHaveText(
    /^Too many attempts\. Wait \d m \d+ s, then try again\.$|^Too many attempts\. Wait 5 m/,
  );
});

test("after signing in one is where one wanted to go, and never on another site", async ({
  page,
  panel,
  complaints,
}) => {
  complaints.expect(/status of 401/);
  await page.goto("/?state=closed&q=wanted");
  await signInByForm(page, ADMIN);
  await expect(page).toHaveURL("/?state=closed&q=wanted");
  for (const elsewhere of ["https://evil.test/", "//evil.test/", "/\\evil.test", "javascript:alert(1)"]) {
    const path = `/login?callbackUrl=${encodeURIComponent(elsewhere)}`;
    // Who is signed in already is sent on at once.
    await page.goto(path);
    await expect(page).toHaveURL(`${panel.url}/`);
    await page.context().clearCookies();
    await page.goto(path);
    await signInByForm(page, ADMIN);
    await expect(page).toHaveURL(`${panel.url}/`);
    await expectStage(page, "live");
  }
});

test("a login link works once", async ({ page, panel, complaints }) => {
  const link = await panel.loginLink(ADMIN.email);
  await page.goto(link);
  await expect(page).toHaveURL("/");
  await expectStage(page, "live");
  await page.context().clearCookies();
  complaints.expect(/status of 401/);
  await page.goto(link);
  await expect(page.getByRole("main").getByRole("alert")).toContainText("This link has been used already");
  await expect(page).toHaveURL("/login");
});

test("while the panel is away, the login says so", async ({ page, panel, complaints }) => {
  await page.goto("/login");
  complaints.expect(/ERR_CONNECTION_REFUSED/, /CLIENT_FETCH_ERROR/);
  await panel.down();
  try {
    await signInByForm(page, ADMIN);
    await expect(page.getByRole("main").getByRole("alert")).toContainText("The panel cannot be reached");
  } finally {
    await panel.up();
  }
});

test.describe("a session that the server ends", () => {
  test("lets no act through that was already on its way", async ({ page, api, register, complaints }) => {
    const dana = { email: "dana@panel.test", password: "she was an admin once" };
    const { body } = await api.send<{ user: { id: string } }>("POST", "/api/users", { ...dana, role: "admin" });
    const dependency = await register("login-demoted", { policy: { failure_threshold: 1 } });
    await dependency.trip();
    await page.goto("/?q=login-demoted");
    await signInByForm(page, dana);
    await expectStage(page, "live");
    const dialog = await openResetDialog(page, dependency.name);
    await dialog.getByRole("button", { name: "service is back" }).click();

    complaints.expect(/status of 401/);
    await page.route("**/api/circuit-breaker/reset/login-demoted", async (route) => {
      await api.send("PATCH", `/api/users/${body.user.id}`, { role: "viewer" });
      await route.continue();
    });
    await dialog.getByRole("button", { name: "Close anyway" }).click();
    await expect(dialog.getByText("Nothing was changed")).toBeVisible();
    expect((await dependency.circuit()).state).toBe("open");

    await dialog.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("link", { name: "Sign in again" }).click();
    await signInByForm(page, dana);
    await expect(page).toHaveURL("/?q=login-demoted");
    await expectStage(page, "live");
    await expect(cardOf(page, dependency.name)).toBeVisible();
    await expect(page.getByRole("button", { name: "Reset…" })).toHaveCount(0);
  });

  test("stops the polling, and offers to sign in again", async ({ page, api, register, complaints }) => {
    const sam = { email: "sam@panel.test", password: "a session of his own" };
    const { body } = await api.send<{ user: { id: string } }>("POST", "/api/users", { ...sam, role: "admin" });
    const dependency = await register("login-ended", { policy: { failure_threshold: 1 } });
    await dependency.trip();
    await page.clock.install();
    await page.goto("/?q=login-ended");
    await signInByForm(page, sam);
    await expectStage(page, "live");
    const asked: string[] = [];
    const refused = new Set<string>();
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    page.on("response", (response) => {
      if (response.status() === 401) refused.add(new URL(response.url()).pathname);
    });
    const polled = ["/api/circuit-breaker/status", "/api/circuit-breaker/activity", "/api/circuit-breaker/events"];
    const pass = async (seconds: number) => {
      for (let passed = 0; passed < seconds; passed += 2) await page.clock.runFor(2000);
    };
    const afterAWhile = (paths: Iterable<string>) =>
      expect.poll(async () => {
        await pass(2);
        return polled.filter((path) => [...paths].includes(path));
      });
    await afterAWhile(asked).toEqual(polled);

    complaints.expect(/status of 401/);
    const { body: changed } = await api.send<{ password: string }>("PATCH", `/api/users/${body.user.id}`, {
      reset_password: true,
    });
    await expect(page.getByText("Your session has ended")).toBeVisible();
    const card = cardOf(page, dependency.name);
    await expect(card.getByTestId("state-word")).toHaveText("Last known: open");
    await expect(card.getByRole("button", { name: "Reset…" })).toBeDisabled();
    await afterAWhile(refused).toEqual(polled);
    asked.length = 0;
    await pass(12);
    expect(asked).toEqual([]);

    await page.getByRole("link", { name: "Sign in again" }).click();
    await signInByForm(page, { ...sam, password: changed.password });
    await expect(page).toHaveURL("/?q=login-ended");
    await expectStage(page, "live");
  });
});

test("the console of one tab goes grey when another tab signs out", async ({ page, context, sessions, complaints }) => {
  await context.addCookies(sessions.admin.cookies);
  await openConsole(page);
  const other = await context.newPage();
  await openConsole(other);
  complaints.expect(/status of 401/);
  await other.getByRole("button", { name: "Account of" }).click();
  await other.getByRole("button", { name: "Sign out" }).click();
  await expect(other).toHaveURL("/login");
  await expectStage(page, "signed_out");
});
