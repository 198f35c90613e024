import type { BrowserContext } from "@playwright/test";

/** What a browser complains about: errors of scripts, refused requests, breaches of the content security policy. */
export class Complaints {
  readonly #heard: string[] = [];
  readonly #expected: RegExp[] = [];

  constructor(context: BrowserContext) {
    context.on("console", (message) => {
      if (message.type() === "error") this.#heard.push(`${message.text()} (${message.location().url})`);
    });
    context.on("weberror", (error) => this.#heard.push(error.error().message));
  }

  /** Complaints that belong to what the test does. */
  expect(...patterns: readonly RegExp[]): void {
    this.#expected.push(...patterns);
  }

  get unexpected(): readonly string[] {
    return this.#heard.filter((text) => !this.#expected.some((pattern) => pattern.test(text)));
  }
}
