import { test as base } from "./browser.ts";
import { TestPanel } from "./panel.ts";

/** For tests of what others' circuits would have a part in: on a panel of their own. */
export const test = base.extend<object, { readonly panel: TestPanel }>({
  panel: [
    async ({}, use) => {
      const panel = await TestPanel.start();
      await use(panel);
      await panel.close();
    },
    { scope: "worker", timeout: 90_000 },
  ],
});

export { expect } from "./browser.ts";
