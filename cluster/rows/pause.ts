import { setTimeout as sleep } from "node:timers/promises";
import { IGNORED, type PolicyPatch, reset, SUCCESS } from "../../lib/breaker/index.ts";
import { failure, policyOf } from "../../lib/breaker/testkit.ts";
import type { RegisteredCircuit } from "../../lib/registry/index.ts";
import { openRedisStore } from "../../lib/stores/redis/open.ts";
import { RedisServer } from "../../lib/stores/redis/testing/redis-server.ts";
import type { Store } from "../../lib/stores/store.ts";
import { type RemoteInstance, startFleet } from "../support/fleet.ts";
import type { Instance } from "../support/instance.ts";
import { convergence, knowing } from "../support/knowledge.ts";
import { Load } from "../support/load.ts";
import { type Line, ms, type Row, type Size, until } from "../support/row.ts";

const PROCESSES = 3;
const HEALTHY = 10;
const PATIENCE_MS = 250;
/** By how much a timer and the turn after it are late in an event loop that is not. */
const TIMER_SLACK_MS = 5;
const CONVERGED_WITHIN_MS = 5000;

/** Circuits that stay what they are, whatever is asked of them. */
const POLICIES = {
  failing: { failure_threshold: 1000 },
  open: { recovery_timeout: 3600 },
  testing: { recovery_timeout: 0.1, half_open_successes: 100 },
  reset: {},
} satisfies Record<string, PolicyPatch>;

let load: Load;
let calls = { healthy: 0, waits: 0, passed: 0, probes: 0 };

export const inInstance = {
  ...knowing,
  /** Registers all circuits; the first process brings them into their states. */
  async prepare(instance: Instance, isFirst: boolean) {
    for (let index = 0; index < HEALTHY; index += 1) instance.circuit(`healthy-${index}`);
    const { open, testing } = circuitsOf(instance);
    if (!isFirst) return;
    for (const circuit of [open, testing]) {
      while (circuit.describe().state === "closed") await callThrough(circuit, () => failure());
    }
  },
  states: (instance: Instance) => Object.values(circuitsOf(instance)).map((circuit) => circuit.describe().state),
  start(instance: Instance) {
    const { failing, open, testing, reset: acted } = circuitsOf(instance);
    load = new Load();
    calls = { healthy: 0, waits: 0, passed: 0, probes: 0 };
    load.repeat(1, () => {
      for (let index = 0; index < HEALTHY; index += 1) callHealthy(instance, instance.circuit(`healthy-${index}`));
      const admission = open.admit(null);
      if (admission instanceof Promise || admission.kind !== "rejection") calls.passed += 1;
    });
    let turn = 0;
    load.repeat(20, () => {
      turn += 1;
      return timed(failing, turn % 2 === 0 ? SUCCESS : failure());
    });
    for (let caller = 0; caller < 4; caller += 1) load.repeat(20, () => timed(testing, IGNORED));
    const act = { actor: instance.name, reason: "pause", expectedGeneration: null, to: "closed" } as const;
    load.repeat(200, () =>
      load.time("act", () => acted.act((circuit, now) => reset(circuit, act, now))).catch(() => {}),
    );
  },
  async stop() {
    const lag = await load.end();
    return { ...calls, lag, longest: load.longest };
  },
};

function circuitsOf(instance: Instance) {
  const register = (id: keyof typeof POLICIES) => instance.registry.register(id, policyOf(POLICIES[id]));
  return {
    failing: register("failing"),
    open: register("open"),
    testing: register("testing"),
    reset: register("reset"),
  };
}

/** Whoever calls a healthy circuit is answered at once, or the registry has counted that it was not. */
function callHealthy({ registry }: Instance, circuit: RegisteredCircuit): void {
  const before = registry.waits;
  const admission = circuit.admit(null);
  const isAtOnce = !(admission instanceof Promise) && admission.kind === "pass";
  if (isAtOnce) void circuit.settle(admission, SUCCESS);
  calls.healthy += 1;
  calls.waits += Math.max(registry.waits - before, isAtOnce ? 0 : 1);
}

async function callThrough(circuit: RegisteredCircuit, outcome: () => ReturnType<typeof failure>): Promise<void> {
  const admission = await circuit.admit(null);
  if (admission.kind !== "rejection") await circuit.settle(admission, outcome());
}

async function timed(circuit: RegisteredCircuit, outcome: Parameters<RegisteredCircuit["settle"]>[1]): Promise<void> {
  const admission = await load.time("admission", () => circuit.admit(null));
  if (admission.kind === "rejection") return;
  if (admission.kind === "probe") calls.probes += 1;
  await load.time("outcome", () => circuit.settle(admission, outcome));
}

type Fleet = readonly RemoteInstance<typeof inInstance>[];

/** The server stops answering while its connections stay, and goes on: nobody is told. */
export const pause: Row = {
  name: "pause",
  async run(size: Size): Promise<readonly Line[]> {
    const server = await RedisServer.start();
    const fleet = await startFleet<typeof inInstance>(import.meta.filename, PROCESSES, { url: server.url });
    const store = await openRedisStore({ url: server.url, scope: "engine" });
    try {
      for (const [index, each] of fleet.entries()) await each.ask("prepare", index === 0);
      await until("all know the states", async () => {
        const states = await Promise.all(fleet.map((each) => each.ask("states")));
        return states.every(([, open, testing]) => open === "open" && testing === "half_open");
      });
      const lines: Line[] = [];
      for (const seconds of size === "full" ? [1, 10, 60] : [1]) {
        lines.push(...(await paused(seconds, server, fleet, store)));
      }
      return lines;
    } finally {
      await Promise.all(fleet.map((each) => each.kill()));
      await store.close();
      await server.stop();
    }
  },
};

async function paused(seconds: number, server: RedisServer, fleet: Fleet, store: Store): Promise<Line[]> {
  await Promise.all(fleet.map((each) => each.ask("start")));
  await sleep(500);
  server.pause();
  await sleep(seconds * 1000);
  const degraded = await Promise.all(fleet.map(async (each) => (await each.ask("knowledge")).isDegraded));
  server.resume();
  const resumed = performance.now();
  const isInTouch = async (each: Fleet[number]) => {
    const { circuits, isDegraded } = await each.ask("knowledge");
    return !isDegraded && circuits.every(({ isCutOff }) => !isCutOff);
  };
  while (!(await Promise.all(fleet.map(isInTouch))).every(Boolean)) {
    if (performance.now() - resumed > 3 * CONVERGED_WITHIN_MS) break;
    await sleep(20);
  }
  const figures = await Promise.all(fleet.map((each) => each.ask("stop")));
  const { differing } = await convergence(fleet, store, CONVERGED_WITHIN_MS);
  const took = performance.now() - resumed;
  const healthy = sum(figures.map((each) => each.healthy));
  const waits = sum(figures.map((each) => each.waits));
  const longest = figures.map((each) => ({ ...each, waited: Math.max(...Object.values(each.longest)) }));
  const worst = longest.reduce((one, other) => (other.waited - other.lag > one.waited - one.lag ? other : one));
  const passed = sum(figures.map((each) => each.passed));
  return [
    {
      what: `Redis stopped for ${seconds} s under load, ${fleet.length} processes: waits on healthy closed circuits`,
      toReach: "0",
      got: `${waits} of ${healthy} calls; ${passed} let through on an open one`,
      ok: waits === 0 && passed === 0 && healthy > 1000 && degraded.every(Boolean),
    },
    {
      what: "… the longest wait of an admission, an outcome or an act",
      toReach: `≤ ${PATIENCE_MS} ms, + what the process's event loop was late`,
      got: `${ms(worst.waited)}, event loop late by ${ms(worst.lag)}`,
      ok: worst.waited <= PATIENCE_MS + worst.lag + TIMER_SLACK_MS && figures.every(({ probes }) => probes > 0),
    },
    {
      what: "… all instances and the store agree once it goes on",
      toReach: `≤ ${CONVERGED_WITHIN_MS / 1000} s`,
      got: differing.length === 0 ? ms(took) : differing.join("; "),
      ok: differing.length === 0 && took <= CONVERGED_WITHIN_MS,
    },
  ];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
