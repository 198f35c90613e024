import { setTimeout as sleep } from "node:timers/promises";
import { reset } from "../../lib/breaker/index.ts";
import { failure } from "../../lib/breaker/testkit.ts";
import { RedisServer } from "../../lib/stores/redis/testing/redis-server.ts";
import { Echo } from "../support/echo.ts";
import { type RemoteInstance, startFleet } from "../support/fleet.ts";
import type { Instance } from "../support/instance.ts";
import { machineNow } from "../support/machine-clock.ts";
import { type Line, ms, quantile, type Row, type Size } from "../support/row.ts";

const CIRCUIT = "api";
const POLICY = { failure_threshold: 1, recovery_timeout: 86_400 };
/** How many times an echo circuits may take, and how many milliseconds in any case. */
const MOST_ECHOES = 3;
const MOST_MS = 50;
/** What of all rounds may be slower than that. */
const P = 0.99;
const PATIENCE_MS = 10_000;

let seen: Promise<number>;
let echo: Echo;

export const inInstance = {
  async connect(_instance: Instance, url: string) {
    echo = await Echo.connect(url);
  },
  listen: () => {
    seen = echo.hear();
  },
  shout: () => echo.shout(),
  /** Looks out for the moment from which calls are admitted here, or from which they are not. */
  watch(instance: Instance, isAdmitted: boolean) {
    const circuit = instance.circuit(CIRCUIT);
    if (isAdmitting(instance) === isAdmitted) throw new Error("the circuit is already what it is to become");
    const { promise, resolve } = Promise.withResolvers<number>();
    seen = promise;
    const look = () => {
      if (isAdmitting(instance) !== isAdmitted) return;
      resolve(machineNow());
      instance.learners.delete(look);
    };
    instance.learners.add(look);
    return circuit.describe().state;
  },
  /** When it came about. */
  async seen() {
    const at = await Promise.race([seen, sleep(PATIENCE_MS, null, { ref: false })]);
    if (at === null) throw new Error(`waited ${PATIENCE_MS} ms in vain for what the other process did`);
    return at;
  },
  /** Lets the circuit open; when that was begun. */
  async trip(instance: Instance) {
    const circuit = instance.circuit(CIRCUIT);
    const permit = await circuit.admit(null);
    if (permit.kind === "rejection") throw new Error("a closed circuit rejected a call");
    const began = machineNow();
    await circuit.settle(permit, failure());
    return began;
  },
  /** Closes it in the way in which the panel does; when that was begun. */
  async reset(instance: Instance) {
    const act = { actor: "ada", reason: "mended", expectedGeneration: null, to: "closed" } as const;
    const began = machineNow();
    await instance.circuit(CIRCUIT).act((circuit, now) => reset(circuit, act, now));
    return began;
  },
};

type Remote = RemoteInstance<typeof inInstance>;

/** Something happens to a circuit in one process; how long it takes until another decides by it. */
export const propagation: Row = {
  name: "propagation",
  async run(size: Size): Promise<readonly Line[]> {
    const rounds = size === "full" ? 200 : 20;
    const server = await RedisServer.start();
    const fleet = await startFleet<typeof inInstance>(import.meta.filename, 2, { url: server.url, policy: POLICY });
    try {
      const [one, other] = fleet as [Remote, Remote];
      await Promise.all(fleet.map((each) => each.ask("connect", server.url)));
      const took = { echo: [] as number[], trip: [] as number[], reset: [] as number[] };
      // The first rounds are for whatever is slow but once.
      for (let round = -5; round < rounds; round += 1) {
        const each = await oneRound(one, other);
        if (round < 0) continue;
        took.echo.push(...each.echoes);
        took.trip.push(each.trip);
        took.reset.push(each.reset);
      }
      const bare = quantile(took.echo, P);
      return [
        lineOf("trip in one process → rejected in another", took.trip, bare),
        lineOf("reset in one process → admitted in another", took.reset, bare),
      ];
    } finally {
      await Promise.all(fleet.map((each) => each.kill()));
      await server.stop();
    }
  },
};

async function oneRound(one: Remote, other: Remote) {
  const echoes = [await oneEcho(one, other)];
  await other.ask("watch", false);
  const tripped = await one.ask("trip");
  const rejected = await other.ask("seen");
  echoes.push(await oneEcho(one, other));
  await other.ask("watch", true);
  const wasReset = await one.ask("reset");
  const admitted = await other.ask("seen");
  return { echoes, trip: rejected - tripped, reset: admitted - wasReset };
}

async function oneEcho(one: Remote, other: Remote): Promise<number> {
  await other.ask("listen");
  const shouted = await one.ask("shout");
  return (await other.ask("seen")) - shouted;
}

/** Whether a call would be admitted, by what is known here now. */
function isAdmitting(instance: Instance): boolean {
  const admission = instance.circuit(CIRCUIT).admit(null);
  return !(admission instanceof Promise) && admission.kind !== "rejection";
}

function lineOf(what: string, took: readonly number[], bare: number): Line {
  const p99 = quantile(took, P);
  return {
    what: `${what}, ${took.length} times: p99`,
    toReach: `≤ ${MOST_ECHOES} × a bare XREAD echo, whose p99 is ${ms(bare)}, and ≤ ${MOST_MS} ms`,
    got: `${ms(p99)} = ${(p99 / bare).toFixed(1)} × the echo (median ${ms(quantile(took, 0.5))})`,
    ok: p99 <= MOST_ECHOES * bare && p99 <= MOST_MS,
    isTiming: true,
  };
}
