import { setTimeout as sleep } from "node:timers/promises";
import { eventsReply } from "../lib/contracts/event.ts";
import type { NodeTypeRequest } from "../lib/contracts/node-type.ts";

const LOOK_EVERY_MS = 500;

/** The few things that the demo asks of the panel, by its API as any script would. */
export class PanelApi {
  readonly #origin: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(origin: string, token: string) {
    this.#origin = origin;
    this.#headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  }

  /** @throws Error with the panel's answer where it refuses. */
  async putNodeType(name: string, nodeType: NodeTypeRequest): Promise<void> {
    const response = await this.#fetch(`/api/nodes/${name}`, { method: "PUT", body: JSON.stringify(nodeType) });
    const answer = await response.text();
    if (!response.ok) throw new Error(`The panel refused ${name}: ${response.status} ${answer}`);
  }

  /** Resolves when somebody has signed in, true; false where `signal` came first. */
  async untilSomebodySignsIn(signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      if (await this.#hasSomebodySignedIn(signal).catch(() => false)) return true;
      await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => {});
    }
    return false;
  }

  async #hasSomebodySignedIn(signal: AbortSignal): Promise<boolean> {
    const response = await this.#fetch("/api/circuit-breaker/events?kind=signed_in&limit=1", { signal });
    return eventsReply.parse(await response.json()).events.length > 0;
  }

  #fetch(path: string, init: RequestInit): Promise<Response> {
    return fetch(this.#origin + path, { ...init, headers: this.#headers });
  }
}
