import type { CircuitView } from "../../lib/contracts/circuit.ts";
import type { ExecuteRequest, TraceView } from "../../lib/contracts/execute.ts";

export interface Reply<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** On whose behalf something is executed, and whose circuit is meant. */
export type ByWhom = Pick<ExecuteRequest, "workspace" | "credential">;

/** What comes of an execution: its output, or what there is to say of it. */
export interface Executed {
  readonly output?: unknown;
  readonly error_type?: string;
  readonly retry_after?: number;
  /** Of a refusal: which circuit's it is, and why. */
  readonly circuit?: string;
  readonly reason?: string;
  readonly trace?: TraceView;
}

interface Registered {
  readonly policy?: object;
  readonly config?: object;
  readonly secrets?: object;
  readonly title?: string;
  readonly owner?: string;
  readonly tags?: readonly string[];
  readonly runbook_url?: string;
}

/** The API as a script sees it. */
export class ApiClient {
  readonly #url: string;
  readonly #token: string | null;

  constructor(url: string, token: string | null) {
    this.#url = url;
    this.#token = token;
  }

  async send<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Reply<T>> {
    const response = await fetch(this.#url + path, {
      method,
      redirect: "manual",
      headers: this.#token === null ? {} : { authorization: `Bearer ${this.#token}` },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") ?? false;
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T };
  }

  /** Registers a dependency at this address. */
  async register(name: string, url: string, more: Registered = {}) {
    const { origin, pathname } = new URL(url);
    const { policy = {}, config = {}, secrets = {}, ...about } = more;
    const reply = await this.send("PUT", `/api/nodes/${name}`, {
      kind: "http",
      config: { base_url: origin, method: "POST", path: pathname, ...config },
      secrets,
      policy,
      ...about,
    });
    if (reply.status !== 200) throw new Error(`${name} was not registered: ${JSON.stringify(reply.body)}`);
  }

  execute(name: string, input: unknown = {}, by: ByWhom = {}) {
    return this.send<Executed>("POST", `/api/nodes/${name}/execute`, { input, ...by });
  }

  async circuit(name: string): Promise<CircuitView> {
    return (await this.send<CircuitView>("GET", `/api/circuit-breaker/status/${name}`)).body;
  }

  /** All circuits of a node type: its own, and those of its callers. */
  async circuits(name: string): Promise<readonly CircuitView[]> {
    const path = `/api/circuit-breaker/status?node_type=${name}`;
    return (await this.send<{ circuits: CircuitView[] }>("GET", path)).body.circuits;
  }
}
