import type { CircuitView } from "../../lib/contracts/circuit.ts";
import type { EventView } from "../../lib/contracts/event.ts";
import type { ApiClient, ByWhom } from "./api-client.ts";
import { type Answer, status, type Upstream } from "./upstream.ts";

export type Registration = Parameters<ApiClient["register"]>[2];

/** A registered node type, and the path of the upstream that it calls. */
export class Dependency {
  readonly name: string;
  readonly #api: ApiClient;
  readonly #upstream: Upstream;

  private constructor(name: string, api: ApiClient, upstream: Upstream) {
    this.name = name;
    this.#api = api;
    this.#upstream = upstream;
  }

  static async register(name: string, api: ApiClient, upstream: Upstream, more?: Registration): Promise<Dependency> {
    const dependency = new Dependency(name, api, upstream);
    dependency.answers(status(200));
    await dependency.edit(more);
    return dependency;
  }

  get #path(): string {
    return `/${this.name}`;
  }

  /** How the upstream answers from now on. */
  answers(answer: Answer): void {
    this.#upstream.answer(this.#path, answer);
  }

  /** Requests that have reached the upstream. */
  get calls(): number {
    return this.#upstream.calls(this.#path);
  }

  edit(more?: Registration): Promise<void> {
    return this.#api.register(this.name, this.#upstream.url + this.#path, more);
  }

  execute(input: unknown = {}, by: ByWhom = {}) {
    return this.#api.execute(this.name, input, by);
  }

  /** Calls that are answered with a 503, as many as open the circuit. */
  async trip(message = "down for maintenance"): Promise<void> {
    this.answers(status(503, message));
    const { threshold, consecutive_failures } = await this.circuit();
    for (let failures = consecutive_failures; failures < threshold; failures += 1) await this.execute();
    const { state } = await this.circuit();
    if (state !== "open") throw new Error(`${this.name} is ${state} after ${threshold} failures`);
  }

  circuit(): Promise<CircuitView> {
    return this.#api.circuit(this.name);
  }

  /** Its own circuit, and those of its callers. */
  circuits(): Promise<readonly CircuitView[]> {
    return this.#api.circuits(this.name);
  }

  /** Resets the circuit, as somebody else does. */
  async reset(): Promise<void> {
    const { status } = await this.#api.send("POST", `/api/circuit-breaker/reset/${this.name}`, {
      reason: "by somebody else",
    });
    if (status !== 200) throw new Error(`${this.name} was not reset: ${status}`);
  }

  /** What happened to it, or to the circuit of a caller, newest first. */
  async events(circuit = this.name): Promise<readonly EventView[]> {
    const path = `/api/circuit-breaker/events?${new URLSearchParams({ circuit })}`;
    return (await this.#api.send<{ events: EventView[] }>("GET", path)).body.events;
  }

  async remove(): Promise<void> {
    await this.#api.send("DELETE", `/api/nodes/${this.name}`);
  }
}
