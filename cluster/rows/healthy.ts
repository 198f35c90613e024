import type { PolicyPatch } from "../../lib/breaker/index.ts";
import { policyOf } from "../../lib/breaker/testkit.ts";
import { createExecutor } from "../../lib/pipeline/executor.ts";
import { RedisServer } from "../../lib/stores/redis/testing/redis-server.ts";
import { CallStatistics } from "../../lib/telemetry/call-statistics.ts";
import { type Calls, callsDuring, writesIn } from "../support/command-stats.ts";
import { RemoteInstance } from "../support/fleet.ts";
import type { Instance } from "../support/instance.ts";
import type { Line, Row, Size } from "../support/row.ts";

interface Load {
  readonly what: string;
  readonly policy: PolicyPatch;
  /** Every so many-th execution fails; none where it is 0. */
  readonly failEvery: number;
}

const LOADS: readonly Load[] = [
  { what: "consecutive, all succeed", policy: { strategy: "consecutive" }, failEvery: 0 },
  { what: "failure_rate, all succeed", policy: { strategy: "failure_rate" }, failEvery: 0 },
  { what: "failure_rate, every 10th fails", policy: { strategy: "failure_rate" }, failEvery: 10 },
  { what: "adaptive, all succeed", policy: { strategy: "adaptive" }, failEvery: 0 },
  { what: "adaptive, every 50th fails", policy: { strategy: "adaptive" }, failEvery: 50 },
];
/** What writes circuits, so that the rest is known to be seen. */
const CONTROL: Load = { what: "consecutive, every 10th fails", policy: { strategy: "consecutive" }, failEvery: 10 };
const CONTROLS = 100;

export const inInstance = {
  /** Runs executions through the whole pipeline, one after the other; what came of them. */
  async run(instance: Instance, { what: name, policy: patch, failEvery }: Load, executions: number) {
    const policy = policyOf(patch);
    const circuit = instance.registry.register(name, policy);
    let ran = 0;
    const run = async () => {
      ran += 1;
      if (failEvery > 0 && ran % failEvery === 0) throw new Error("503");
      return { ok: true as const, output: ran };
    };
    const node = { name, revision: 1, policy, circuit, callers: null, node: { run, close: async () => {} } };
    const recorder = new CallStatistics({ now: () => instance.store.clock.now() });
    const executor = createExecutor({ lookup: () => node, limitsOf: () => null, recorder });
    let succeeded = 0;
    for (let each = 0; each < executions; each += 1) {
      if ("output" in (await executor.executeNode(name, null))) succeeded += 1;
    }
    return { succeeded, ran, state: circuit.describe().state };
  },
};

type Heard = Omit<Awaited<ReturnType<typeof callsDuring>>, "result">;
type Remote = RemoteInstance<typeof inInstance>;

/** Executions on healthy circuits, and what the server hears of them. */
export const healthy: Row = {
  name: "healthy",
  async run(size: Size): Promise<readonly Line[]> {
    const [executions, leastMs] = size === "full" ? [100_000, 3_000] : [10_000, 1_200];
    const server = await RedisServer.start();
    const options = { name: "orders-1", url: server.url };
    const instance = await RemoteInstance.start<typeof inInstance>(import.meta.filename, options);
    try {
      const idle = await callsDuring(server, leastMs, async () => {});
      const lines: Line[] = [];
      for (const load of LOADS) {
        const heard = await callsDuring(server, leastMs, () => instance.ask("run", load, executions));
        const asExpected = isAsExpected(heard.result, load, executions);
        lines.push(lineOf(`${executions} executions, ${load.what}`, heard, idle, asExpected));
      }
      return [...lines, await controlLine(server, instance)];
    } finally {
      await instance.kill();
      await server.stop();
    }
  },
};

function isAsExpected(result: Awaited<ReturnType<(typeof inInstance)["run"]>>, load: Load, executions: number) {
  const failures = load.failEvery === 0 ? 0 : Math.floor(executions / load.failEvery);
  return result.state === "closed" && result.ran === executions && result.succeeded === executions - failures;
}

function lineOf(what: string, { calls, ms }: Heard, idle: Heard, asExpected: boolean): Line {
  const writes = writesIn(calls);
  const scripts = scriptsIn(calls);
  // Whoever follows the store runs one to look for changes each second.
  const most = scriptsIn(idle.calls) + 1 + Math.ceil(Math.max(0, ms - idle.ms) / 1_000);
  const all = [...calls].map(([command, count]) => `${command} ${count}`).join(", ");
  return {
    what: `${what}: commands for circuits`,
    toReach: `0 writes, and ≤ ${most} scripts, as in an idle process`,
    got: `${asExpected ? "" : "not all ran; "}${writes} writes, ${scripts} scripts (in all: ${all})`,
    ok: asExpected && writes === 0 && scripts <= most,
  };
}

function scriptsIn(calls: Calls): number {
  return (calls.get("evalsha") ?? 0) + (calls.get("eval") ?? 0);
}

async function controlLine(server: RedisServer, instance: Remote): Promise<Line> {
  const { calls } = await callsDuring(server, 0, () => instance.ask("run", CONTROL, CONTROLS));
  const swaps = calls.get("xadd") ?? 0;
  // A failure is stored, and so is the success that ends its run of failures.
  const least = (2 * CONTROLS) / CONTROL.failEvery - 1;
  return {
    what: `… and for comparison ${CONTROLS} executions, ${CONTROL.what}: changes stored`,
    toReach: `≥ ${least}`,
    got: String(swaps),
    ok: swaps >= least,
  };
}
