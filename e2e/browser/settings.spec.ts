import { sections } from "../../components/settings/sections.ts";
import { ApiClient } from "../support/api-client.ts";
import { expect, test } from "../support/browser.ts";
import { expectStage, openConsole, overflow, PHONE, signInByForm } from "../support/console.ts";

test("every part of the settings opens without a complaint, and fits a phone", async ({ page }) => {
  await openConsole(page, "/settings");
  const navigation = page.getByRole("navigation", { name: "Settings" });
  for (const { path, name } of sections) {
    await navigation.getByRole("link", { name }).click();
    await expect(page).toHaveURL(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.setViewportSize(PHONE);
    expect(await overflow(page), path).toBe(0);
  }
});

test("an admin adds a user, whose password is shown once and signs in; and removes the user", async ({
  page,
  browser,
  panel,
}) => {
  const email = "grace@panel.test";
  await openConsole(page, "/settings/users");
  await page.getByRole("button", { name: "Add user…" }).click();
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Add user", exact: true }).click();
  const added = page.getByRole("dialog", { name: `${email} is added` });
  const password = String(await added.getByLabel("Password", { exact: true }).textContent());
  await added.getByRole("button", { name: "Done, I have copied it" }).click();
  await expect(added).toBeHidden();
  expect(await page.content()).not.toContain(password);

  const theirs = await browser.newPage({ baseURL: panel.url, storageState: { cookies: [], origins: [] } });
  await theirs.goto("/login");
  await signInByForm(theirs, { email, password });
  await expectStage(theirs, "live");
  await page.getByRole("button", { name: `Remove… ${email}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
  await expect(page.getByRole("button", { name: `Remove… ${email}` })).toBeHidden();
  await expectStage(theirs, "signed_out");
  await theirs.close();
});

test("a token is shown once, does what its scopes say, and nothing once it is revoked", async ({ page, panel }) => {
  await openConsole(page, "/settings/tokens");
  await page.getByRole("button", { name: "Create token…" }).click();
  await page.getByLabel("Name").fill("of-the-browser");
  await page.getByRole("button", { name: "Create token", exact: true }).click();
  const made = page.getByRole("dialog", { name: "The token of-the-browser is made" });
  const secret = String(await made.getByLabel("Token", { exact: true }).textContent());
  await made.getByRole("button", { name: "Done, I have copied it" }).click();
  await expect(made).toBeHidden();
  expect(await page.content()).not.toContain(secret);

  const script = new ApiClient(panel.url, secret);
  expect((await script.send("GET", "/api/circuit-breaker/status")).status).toBe(200);
  expect((await script.send("POST", "/api/circuit-breaker/reset/nobody")).status).toBe(403);
  await page.getByRole("button", { name: "Revoke… of-the-browser" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(page.getByRole("button", { name: "Revoke… of-the-browser" })).toBeHidden();
  expect((await script.send("GET", "/api/circuit-breaker/status")).status).toBe(401);
});

test("who changes their own password stays signed in here, and nowhere else", async ({
  page,
  browser,
  panel,
  api,
  complaints,
}) => {
  const lin = { email: "lin@panel.test", password: "the first of two passwords" };
  await api.send("POST", "/api/users", { ...lin, role: "viewer" });
  await page.context().clearCookies();
  await page.goto("/login?callbackUrl=/settings/account");
  await signInByForm(page, lin);
  await expectStage(page, "live");
  const elsewhere = await browser.newPage({ baseURL: panel.url, storageState: await page.context().storageState() });
  await openConsole(elsewhere);

  // A poll in between is told that the session has ended.
  complaints.expect(/status of 401/);
  await page.getByLabel("Current password").fill(lin.password);
  await page.getByLabel("New password", { exact: true }).fill("the second of two passwords");
  await page.getByLabel("New password, once more").fill("the second of two passwords");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password is changed")).toBeVisible();
  await expectStage(page, "live");
  await expectStage(elsewhere, "signed_out");
  await elsewhere.close();
});

test.describe("a viewer", () => {
  test.use({ who: "viewer" });

  test("has an account, and is shown nothing of the others", async ({ page }) => {
    await openConsole(page, "/settings/account");
    await expect(page.getByLabel("Current password")).toBeVisible();
    for (const { path } of sections.filter(({ adminsOnly }) => adminsOnly)) {
      await page.goto(path);
      await expect(page.getByRole("link", { name: "To your account" })).toBeVisible();
      await expect(page.getByRole("button", { name: /Add|Create|Save|Remove|Revoke/ })).toHaveCount(0);
    }
  });
});
