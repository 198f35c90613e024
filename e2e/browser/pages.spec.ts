import { pageOf, pages } from "../../components/shell/pages.ts";
import { expect, test } from "../support/browser.ts";
import { cardOf, expectStage, openConsole, overflow, PHONE } from "../support/console.ts";

const policy = { failure_threshold: 1, recovery_timeout: 1.5 };
const LONG_NAME = "a-name-that-is-as-long-as-names-may-be.and-has-no-place-to-break";

for (const who of ["admin", "viewer"] as const) {
  test.describe(`as ${who}`, () => {
    test.use({ who });

    for (const { path, name } of pages) {
      test(`${name} opens without a complaint, and fits a phone`, async ({ page, register }) => {
        const dependency = await register(`pages-${who}-${name.toLowerCase()}`, { policy });
        await dependency.trip();
        await openConsole(page, path);
        await expect(page).toHaveTitle(path === "/" ? /Breaker Panel$/ : new RegExp(`${name} · Breaker Panel$`));
        const here = page.getByRole("navigation", { name: "Console" }).getByRole("link", { name, exact: true });
        await expect(here).toHaveAttribute("aria-current", "page");
        await page.setViewportSize(PHONE);
        expect(await overflow(page)).toBe(0);
      });
    }

    test("one goes from page to page, and back, without a complaint", async ({ page, register }) => {
      const { name } = await register(`pages-${who}-walk`);
      await openConsole(page);
      const navigation = page.getByRole("navigation", { name: "Console" });
      for (const each of pages) {
        await navigation.getByRole("link", { name: each.name, exact: true }).click();
        await expect(page).toHaveURL(({ pathname }) => pageOf(pathname) === each);
        await expectStage(page, "live");
      }
      await navigation.getByRole("link", { name: "Dependencies" }).click();
      await page.getByRole("link", { name, exact: true }).first().click();
      await expect(page).toHaveURL(`/dependencies/${name}`);
      await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
      await expect(cardOf(page, name)).toHaveAttribute("data-state", "closed");
      await page.setViewportSize(PHONE);
      expect(await overflow(page)).toBe(0);
      await page.goBack();
      await expect(page).toHaveURL("/dependencies");
    });

    test("what is not there says so, and leads back", async ({ page, complaints }) => {
      complaints.expect(/status of 404/);
      const response = await page.goto("/no/such/page");
      expect(response?.status()).toBe(404);
      await page.getByRole("link", { name: "To the overview" }).click();
      await expect(page).toHaveURL("/");
      await expect(page.getByTestId("freshness")).toBeVisible();
    });
  });
}

test.describe("on a phone", () => {
  test.use({ viewport: PHONE, hasTouch: true, isMobile: true });

  test("one column, what is open first, nothing to scroll sideways, and fingers hit", async ({ page, register }) => {
    const names = ["phone-closed", "phone-open", "phone-half", LONG_NAME];
    const [, open, half, long] = [
      await register("phone-closed"),
      await register("phone-open", { policy: { failure_threshold: 1 } }),
      await register("phone-half", { policy }),
      await register(LONG_NAME, { policy: { failure_threshold: 1 } }),
    ];
    await half?.trip();
    await long?.trip(`${"x".repeat(200)} ${"https://example.test/".repeat(10)}`);
    await open?.trip();
    await expect.poll(async () => (await half?.circuit())?.state).toBe("half_open");
    await openConsole(page);
    const cards = page.getByTestId("circuit-card");
    const order = await cards.evaluateAll((all) => all.map((card) => card.getAttribute("data-circuit")));
    expect(order).toEqual(["phone-open", LONG_NAME, "phone-half", "phone-closed"]);
    expect(await overflow(page)).toBe(0);

    const places = await Promise.all(names.map((name) => cardOf(page, name).boundingBox()));
    expect(new Set(places.map((place) => place?.x)).size).toBe(1);
    const small = await page
      .getByRole("button")
      .or(page.getByRole("navigation").getByRole("link"))
      .evaluateAll((targets) =>
        targets
          .filter((target) => target.checkVisibility() && target.getBoundingClientRect().height < 44)
          .map((target) => target.textContent || target.getAttribute("aria-label")),
      );
    expect(small).toEqual([]);

    await cardOf(page, "phone-open").getByRole("button", { name: "Reset…" }).tap();
    const dialog = page.getByRole("dialog", { name: "Reset phone-open" });
    const place = await dialog.boundingBox();
    expect(place?.x).toBeGreaterThanOrEqual(0);
    expect((place?.x ?? 0) + (place?.width ?? 0)).toBeLessThanOrEqual(PHONE.width);
    await expect(dialog.getByRole("button", { name: "Close anyway" })).toBeInViewport({ ratio: 1 });
  });
});

test.describe("the theme", () => {
  test.use({ colorScheme: "light" });

  test("is switched, kept, and there from the first frame on", async ({ page }) => {
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await openConsole(page);
    const light = await background();
    await page.getByRole("button", { name: "Account of" }).click();
    await page.getByRole("radio", { name: "Dark" }).check({ force: true });
    const dark = await background();
    expect(dark).not.toBe(light);

    await page.addInitScript(() => {
      const seen = new Set<string>();
      const look = () => {
        if (document.body) seen.add(getComputedStyle(document.body).backgroundColor);
        requestAnimationFrame(look);
      };
      look();
      Object.assign(globalThis, { backgroundsSeen: seen });
    });
    await openConsole(page, "/events");
    const seen = () => page.evaluate(() => [...(Reflect.get(globalThis, "backgroundsSeen") as Set<string>)]);
    expect(await seen()).toEqual([dark]);

    await page.getByRole("button", { name: "Account of" }).click();
    await page.getByRole("radio", { name: "System" }).check({ force: true });
    await openConsole(page, "/events");
    expect(await seen()).toEqual([light]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await background()).toBe(dark);
  });
});

test("the content security policy stops a script that the page does not know", async ({ page, complaints }) => {
  await openConsole(page);
  complaints.expect(/Content Security Policy/);
  const ran = await page.evaluate(() => {
    const script = document.createElement("div");
    script.innerHTML = '<img src="data:image/gif,x" onerror="globalThis.intruded = true">';
    document.body.append(script);
    return new Promise((resolve) => {
      document.addEventListener("securitypolicyviolation", () => resolve(Reflect.has(globalThis, "intruded")));
    });
  });
  expect(ran).toBe(false);
});

test("an empty panel says how to begin", async ({ page, panel }) => {
  await openConsole(page);
  await expect(page.getByText("No dependency is registered yet")).toBeVisible();
  await expect(page.getByText(`${panel.url}/api/nodes/`).first()).toBeVisible();
});
