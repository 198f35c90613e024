import { setTimeout as sleep } from "node:timers/promises";
import { IGNORED, type Permit } from "../../lib/breaker/index.ts";
import { failure } from "../../lib/breaker/testkit.ts";
import { RedisServer } from "../../lib/stores/redis/testing/redis-server.ts";
import { startFleet } from "../support/fleet.ts";
import type { Instance } from "../support/instance.ts";
import type { Line, Row, Size } from "../support/row.ts";

const CIRCUIT = "api";
const MOST_PROBES = 3;
const POLICY = {
  half_open_max_calls: MOST_PROBES,
  half_open_successes: 100,
  recovery_timeout: 0.1,
  timeout_seconds: 60,
};

const held: Permit[] = [];

export const inInstance = {
  async trip(instance: Instance) {
    const circuit = instance.circuit(CIRCUIT);
    while (circuit.describe().state === "closed") {
      const admission = await circuit.admit(instance.name);
      if (admission.kind !== "rejection") await circuit.settle(admission, failure());
    }
  },
  state: (instance: Instance) => instance.circuit(CIRCUIT).describe().state,
  /** Lets callers ask all at once, after `settles` of the probes that are out have come back; what came of both. */
  async rush(instance: Instance, callers: number, settles: number) {
    const circuit = instance.circuit(CIRCUIT);
    const settled = held.splice(0, settles);
    await Promise.all(settled.map((permit) => circuit.settle(permit, IGNORED)));
    const asked = await Promise.all(Array.from({ length: callers }, () => circuit.admit(instance.name)));
    const permits = asked.filter((admission) => admission.kind !== "rejection");
    held.push(...permits);
    return { admitted: permits.length, settled: settled.length };
  },
};

/** Many callers in several processes ask at once whether they may test one half-open circuit. */
export const probes: Row = {
  name: "probes",
  async run(size: Size): Promise<readonly Line[]> {
    const [processes, callers] = size === "full" ? [8, 400] : [4, 100];
    const server = await RedisServer.start();
    const fleet = await startFleet<typeof inInstance>(import.meta.filename, processes, {
      url: server.url,
      policy: POLICY,
    });
    try {
      await fleet[0]!.ask("trip");
      await sleep(100);
      const began = performance.now();
      const rushes = await Promise.all(fleet.map((each) => each.ask("rush", callers, 0)));
      const atOnce = sum(rushes.map(({ admitted }) => admitted));
      let [admitted, settled, most] = [atOnce, 0, atOnce];
      while (performance.now() - began < 1000) {
        const more = await Promise.all(fleet.map((each) => each.ask("rush", 20, 1)));
        admitted += sum(more.map((each) => each.admitted));
        settled += sum(more.map((each) => each.settled));
        most = Math.max(most, admitted - settled);
      }
      return [
        {
          what: `${processes} processes × ${callers} callers on one half-open circuit: unsettled probes`,
          toReach: `≤ ${MOST_PROBES}`,
          got: String(most),
          ok: most === MOST_PROBES,
        },
        {
          what: "… admitted in the first second",
          toReach: `≤ ${MOST_PROBES} + those settled`,
          got: `${admitted}, ${settled} settled`,
          ok: admitted <= MOST_PROBES + settled && settled > 0,
        },
      ];
    } finally {
      await Promise.all(fleet.map((each) => each.kill()));
      await server.stop();
    }
  },
};

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
