import { setTimeout as sleep } from "node:timers/promises";
import { LEASE_GRACE_MS, reset } from "../../lib/breaker/index.ts";
import { failure } from "../../lib/breaker/testkit.ts";
import { RedisServer } from "../../lib/stores/redis/testing/redis-server.ts";
import { RemoteInstance, startFleet } from "../support/fleet.ts";
import type { Instance } from "../support/instance.ts";
import { machineNow } from "../support/machine-clock.ts";
import { type Line, type Row, type Size, until } from "../support/row.ts";

const TIMEOUT_MS = 500;
const LEASE_MS = TIMEOUT_MS + LEASE_GRACE_MS;
const POLICY = {
  failure_threshold: 1,
  recovery_timeout: 3_600,
  half_open_max_calls: 1,
  timeout_seconds: TIMEOUT_MS / 1_000,
};
/** How long after the end of its lease a permit may be back at the latest. */
const MOST_LATE_MS = 1_000;
/** By how much two processes' estimates of the server's time may differ, on one machine. */
const CLOCKS_MS = 10;
/** For how long it is asked for, from the end of the lease on: long enough to see that nobody gets a second one. */
const ASKED_MS = 2_000;
const PAUSE_MS = 5;
const ACT = { actor: "ada", reason: null, expectedGeneration: null, to: "half_open" } as const;

export const inInstance = {
  /** Opens a circuit, has it tested and takes its only probe; when that was begun. */
  async hold(instance: Instance, id: string) {
    const circuit = instance.circuit(id);
    const pass = await circuit.admit(null);
    if (pass.kind === "rejection") throw new Error(`${id} is closed and rejected a call`);
    await circuit.settle(pass, failure());
    await circuit.act((current, now) => reset(current, ACT, now));
    const began = machineNow();
    const probe = await circuit.admit(instance.name);
    if (probe.kind !== "probe") throw new Error(`${id} is half-open and gave a ${probe.kind}`);
    return began;
  },
  /** Asks for the probe again and again until `end`; when it was given each time. */
  async askUntil(instance: Instance, id: string, end: number) {
    const circuit = instance.circuit(id);
    await until("what the other process did is known", () => circuit.describe().state === "half_open");
    const given: number[] = [];
    while (machineNow() < end) {
      const admission = await circuit.admit(instance.name);
      if (admission.kind !== "rejection") given.push(machineNow());
      await sleep(PAUSE_MS);
    }
    return given;
  },
};

/** Processes are killed while each of them holds the only probe of a circuit. */
export const lostProbe: Row = {
  name: "lost-probe",
  async run(size: Size): Promise<readonly Line[]> {
    const deaths = size === "full" ? 8 : 2;
    const server = await RedisServer.start();
    const options = { url: server.url, policy: POLICY };
    const askers = await startFleet<typeof inInstance>(import.meta.filename, 2, options);
    try {
      const ids = Array.from({ length: deaths }, (_, index) => `api-${index + 1}`);
      const lost = await Promise.all(ids.map((id) => loseProbe(id, options, askers)));
      return linesOf(lost);
    } finally {
      await Promise.all(askers.map((each) => each.kill()));
      await server.stop();
    }
  },
};

type Options = Parameters<typeof startFleet>[2];
type Asker = RemoteInstance<typeof inInstance>;

/** Milliseconds from when a probe was asked for by the process that died, until it was given to others. */
async function loseProbe(id: string, options: Options, askers: readonly Asker[]): Promise<readonly number[]> {
  const holder = await RemoteInstance.start<typeof inInstance>(import.meta.filename, {
    ...options,
    name: `${id}-dies`,
  });
  try {
    const began = await holder.ask("hold", id);
    await holder.kill();
    const end = began + LEASE_MS + ASKED_MS;
    const given = await Promise.all(askers.map((each) => each.ask("askUntil", id, end)));
    return given.flat().map((at) => at - began);
  } finally {
    await holder.kill();
  }
}

function linesOf(lost: readonly (readonly number[])[]): Line[] {
  const all = lost.flat();
  const [first, last] = [Math.min(...all), Math.max(...all)];
  return [
    {
      what: `kill -9 of a process that holds the only probe, ${lost.length} times: permit back`,
      toReach: `≤ lease + 1 s = ${seconds(LEASE_MS + MOST_LATE_MS)}`,
      got: seconds(last),
      ok: lost.every((given) => given.length > 0) && last <= LEASE_MS + MOST_LATE_MS,
    },
    {
      what: "… and nobody had it before its lease ended",
      toReach: `≥ ${seconds(LEASE_MS)}`,
      got: seconds(first),
      ok: first >= LEASE_MS - CLOCKS_MS,
    },
    {
      what: "… and once, though all others asked for it all the time",
      toReach: `${lost.length} permits`,
      got: `${all.length} permits`,
      ok: lost.every((given) => given.length === 1),
    },
  ];
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}
