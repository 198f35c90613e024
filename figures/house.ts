import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { ApiClient } from "../e2e/support/api-client.ts";
import { sessionOf } from "../e2e/support/browser.ts";
import { Dependency } from "../e2e/support/dependency.ts";
import { ADMIN, TestPanel } from "../e2e/support/panel.ts";
import { startUpstream, type Upstream } from "../e2e/support/upstream.ts";
import { launchOptions } from "../scripts/find-browser.mjs";

const VIEWPORT = { width: 1280, height: 900 };

/** A panel full of circuits, and a browser that looks at it. */
export class House {
  readonly #stage: AsyncDisposableStack;
  readonly #panel: TestPanel;
  readonly #upstream: Upstream;
  readonly #browser: Browser;
  readonly #storageState: Awaited<ReturnType<typeof sessionOf>>;
  readonly api: ApiClient;

  private constructor(
    stage: AsyncDisposableStack,
    parts: { panel: TestPanel; upstream: Upstream; browser: Browser; session: Awaited<ReturnType<typeof sessionOf>> },
    api: ApiClient,
  ) {
    this.#stage = stage;
    this.#panel = parts.panel;
    this.#upstream = parts.upstream;
    this.#browser = parts.browser;
    this.#storageState = parts.session;
    this.api = api;
  }

  static async open(circuits: number): Promise<House> {
    await using stage = new AsyncDisposableStack();
    const panel = stage.adopt(await TestPanel.furnished(circuits), (each) => each.close());
    const upstream = stage.adopt(await startUpstream(), (each) => each.close());
    const browser = stage.adopt(await chromium.launch(launchOptions()), (each) => each.close());
    const session = await sessionOf(panel.url, ADMIN);
    const api = new ApiClient(panel.url, await panel.token());
    return new House(stage.move(), { panel, upstream, browser, session }, api);
  }

  /** A dependency whose circuit opens with its first failure. */
  register(name: string): Promise<Dependency> {
    return Dependency.register(name, this.api, this.#upstream, {
      policy: { failure_threshold: 1, recovery_timeout: 300 },
    });
  }

  /** Looks with a browser that has kept nothing but the session. */
  async look<T>(measure: (page: Page, context: BrowserContext) => Promise<T>): Promise<T> {
    const context = await this.#browser.newContext({
      storageState: this.#storageState,
      viewport: VIEWPORT,
      baseURL: this.#panel.url,
    });
    try {
      return await measure(await context.newPage(), context);
    } finally {
      await context.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stage.disposeAsync();
  }
}
