import { gzipSync } from "node:zlib";
import { expect, test } from "../support/browser.ts";
import { cardOf, openConsole } from "../support/console.ts";

const MOST_KB = 180;

test(`the overview comes with no more than ${MOST_KB} kB of JavaScript, gzipped`, async ({ page, register }) => {
  await register("weighed");
  const scripts = new Map<string, Promise<Buffer>>();
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith(".js")) scripts.set(pathname, response.body());
  });
  await openConsole(page);
  await expect(cardOf(page, "weighed")).toBeVisible();
  await page.waitForLoadState("networkidle");

  const sizes = await Promise.all(
    [...scripts].map(async ([name, body]) => ({ name, kB: gzipSync(await body, { level: 9 }).length / 1000 })),
  );
  const total = sizes.reduce((sum, { kB }) => sum + kB, 0);
  for (const { name, kB } of sizes.sort((a, b) => b.kB - a.kB)) console.log(`${kB.toFixed(1).padStart(7)} kB  ${name}`);
  console.log(`${total.toFixed(1).padStart(7)} kB  the overview's JavaScript, of at most ${MOST_KB}`);
  expect(total).toBeLessThanOrEqual(MOST_KB);
});
