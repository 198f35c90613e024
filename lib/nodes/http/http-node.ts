import { Pool } from "undici";
import type { NodeResult, RunnableNode } from "../node-kind.ts";
import { createScrubber, type Scrubber } from "../scrub.ts";
import { resultOf } from "./answer.ts";
import type { HttpConfig } from "./config.ts";
import { checkedConnector } from "./connector.ts";
import { failureOf, invalidInput, UnusableAnswer } from "./failures.ts";
import { renderHeaders } from "./headers.ts";
import { MOST_REDIRECTS, redirected } from "./redirect.ts";
import { buildRequest, type HttpRequest, InvalidInput } from "./request.ts";

/** Bytes of a redirect's body that are read to keep its socket; a larger one costs the socket. */
const DUMPED_BYTES = 16 * 1024;

/** A node type of kind `http`: one call of one origin for each attempt, through sockets of its own. */
export class HttpNode implements RunnableNode {
  readonly #config: HttpConfig;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #scrubber: Scrubber;
  readonly #origin: string;
  readonly #pool: Pool;

  /** @throws Error naming a secret that is missing, or that no header can carry */
  constructor(config: HttpConfig, secrets: ReadonlyMap<string, string>) {
    this.#config = config;
    this.#headers = renderHeaders(config, secrets);
    this.#scrubber = createScrubber(secrets.values());
    this.#origin = new URL(config.base_url).origin;
    // How long an answer may take is for the signal to say.
    this.#pool = new Pool(this.#origin, { connect: checkedConnector(), headersTimeout: 0, bodyTimeout: 0 });
  }

  async run(input: unknown, signal: AbortSignal): Promise<NodeResult> {
    try {
      return await this.#call(buildRequest(this.#config, this.#headers, input), signal);
    } catch (error) {
      if (error instanceof InvalidInput) return invalidInput(this.#scrubber.line(error.message));
      return failureOf(error, signal, this.#scrubber);
    }
  }

  async #call(first: HttpRequest, signal: AbortSignal): Promise<NodeResult> {
    let request = first;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const response = await this.#pool.request({ ...request, signal });
      // What breaks while nobody reads is of no interest; while somebody does, the reading fails too.
      response.body.on("error", () => {});
      try {
        const [location] = [response.headers.location].flat();
        const next = redirected(request, response.statusCode, location, this.#origin);
        if (next === null) return await resultOf(response, this.#config, this.#scrubber);
        await response.body.dump({ limit: DUMPED_BYTES, signal });
        request = next;
      } finally {
        // Without this a body that was not read to its end would hold its socket.
        response.body.destroy();
      }
    }
    throw new UnusableAnswer("redirect", "ignored", `redirected more than ${MOST_REDIRECTS} times`);
  }

  /** Calls in flight run to their end; their sockets close after them. */
  async close(): Promise<void> {
    this.#pool.close().catch(() => {
      // It was closed before.
    });
  }
}
