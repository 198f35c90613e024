import { DEPENDENCIES, type Dependency } from "./schedule.ts";

/** How often a dependency is called, and with what. */
interface Demand {
  readonly callsPerSecond: number;
  readonly input: () => unknown;
  readonly workspace?: string;
}

interface Caller {
  /** The panel's origin. */
  readonly panel: string;
  /** A bearer token that may execute. */
  readonly token: string;
}

interface Traffic {
  /** Calls off what is in flight; resolves when nothing is. */
  stop(): Promise<void>;
}

/** Calls of one dependency at a time; beyond them a call is left out, as a caller with a pool of its own would. */
const MAX_IN_FLIGHT = 12;

const CITIES = ["Lisbon", "Oslo", "Quito", "Osaka", "Accra"];
const CURRENCIES = ["EUR", "JPY", "NOK"];

let orders = 1000;
const order = () => `order-${orders++}`;

/** Some 13 calls a second in all. */
export const DEMAND: Record<Dependency, Demand> = {
  "search.query": { callsPerSecond: 2, input: () => ({ body: { q: "blue lamp" } }) },
  "catalog.products": { callsPerSecond: 1.5, input: () => ({ body: { page: 1 } }) },
  "sessions.verify": { callsPerSecond: 2, input: () => ({ body: { session: order() } }) },
  "fx.rates": { callsPerSecond: 0.8, input: () => ({ body: { base: pick(CURRENCIES) } }) },
  "inventory.reserve": { callsPerSecond: 1, input: () => ({ body: { order: order(), quantity: 1 } }) },
  "payments.charge": { callsPerSecond: 2, input: () => ({ body: { order: order(), cents: 4200 } }) },
  "llm.completions-acme": { callsPerSecond: 1, workspace: "acme", input: () => ({ body: { prompt: "Sum up" } }) },
  "llm.completions-globex": { callsPerSecond: 1, workspace: "globex", input: () => ({ body: { prompt: "Sum up" } }) },
  "smtp.relay": { callsPerSecond: 1, input: () => ({ body: { to: "ada@example.com", order: order() } }) },
  "geo.lookup": { callsPerSecond: 1.5, input: () => ({ body: { city: pick(CITIES) } }) },
};

/** Executes through the panel's API, every dependency at its own rate, until told to stop. */
export function startTraffic({ panel, token }: Caller): Traffic {
  const stopping = new AbortController();
  const timers = new Map<Dependency, NodeJS.Timeout>();
  const calls = new Set<Promise<void>>();

  for (const dependency of DEPENDENCIES) {
    const { callsPerSecond, input, workspace } = DEMAND[dependency];
    let inFlight = 0;
    const schedule = () => {
      // Half to one and a half times the mean: traffic that keeps step looks like none.
      timers.set(dependency, setTimeout(call, (1000 / callsPerSecond) * (0.5 + Math.random())));
    };
    const call = () => {
      schedule();
      if (inFlight >= MAX_IN_FLIGHT) return;
      inFlight += 1;
      const running = execute(`${panel}/api/nodes/${dependency}/execute`, { input: input(), workspace }).finally(() => {
        inFlight -= 1;
        calls.delete(running);
      });
      calls.add(running);
    };
    schedule();
  }

  async function execute(url: string, body: unknown): Promise<void> {
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify(body),
        signal: stopping.signal,
      });
      await response.arrayBuffer();
    } catch {
      // Whatever an execution comes to is the panel's to show; a panel that is gone ends the demo elsewhere.
    }
  }

  return {
    async stop() {
      for (const timer of timers.values()) clearTimeout(timer);
      stopping.abort();
      await Promise.all(calls);
    },
  };
}

function pick<T>(choices: readonly T[]): T {
  return choices[Math.floor(Math.random() * choices.length)]!;
}
