import { test as base } from "@playwright/test";
import { ApiClient } from "./api-client.ts";
import { Dependency, type Registration } from "./dependency.ts";
import { TestPanel } from "./panel.ts";
import { startUpstream, type Upstream } from "./upstream.ts";

interface Fixtures {
  /** Registers a dependency, removed at the end of the test, so that the next one finds an overview of its own. */
  readonly register: (name: string, more?: Registration) => Promise<Dependency>;
}

interface WorkerFixtures {
  /** One panel for all tests of a worker; a test uses names of its own. */
  readonly panel: TestPanel;
  readonly upstream: Upstream;
  /** The API with a token of every scope. */
  readonly api: ApiClient;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  panel: [
    async ({}, use) => {
      const panel = await TestPanel.start();
      await use(panel);
      await panel.close();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  upstream: [
    async ({}, use) => {
      const upstream = await startUpstream();
      await use(upstream);
      await upstream.close();
    },
    { scope: "worker" },
  ],
  api: [async ({ panel }, use) => use(new ApiClient(panel.url, await panel.token())), { scope: "worker" }],
  register: async ({ api, upstream }, use) => {
    const registered: Dependency[] = [];
    await use(async (name, more) => {
      const dependency = await Dependency.register(name, api, upstream, more);
      registered.push(dependency);
      return dependency;
    });
    for (const dependency of registered) await dependency.remove();
  },
});

export { expect } from "@playwright/test";
