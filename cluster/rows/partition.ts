import { setTimeout as sleep } from "node:timers/promises";
import { SUCCESS } from "../../lib/breaker/index.ts";
import { failure } from "../../lib/breaker/testkit.ts";
import type { RegisteredCircuit } from "../../lib/registry/index.ts";
import { doing, storedCircuit } from "../support/deeds.ts";
import { Expectations } from "../support/expectations.ts";
import type { Instance } from "../support/instance.ts";
import { convergence, knowing } from "../support/knowledge.ts";
import { Load } from "../support/load.ts";
import { inPlace, type Place } from "../support/place.ts";
import { type Line, ms, type Row, type Size, until } from "../support/row.ts";
import { PASS, type ProxyMode } from "../support/tcp-proxy.ts";

const PATIENCE_MS = 250;
/** By how much a timer and the turn after it are late in an event loop that is not. */
const TIMER_SLACK_MS = 5;
const CONVERGED_WITHIN_MS = 5000;
const POLICY = { recovery_timeout: 600, failure_threshold: 3 };

let load: Load;

export const inInstance = {
  ...knowing,
  ...doing,
  /** Calls a healthy circuit over and over, and one that fails every other time. */
  startCalls(instance: Instance) {
    const [healthy, failing] = [instance.circuit("healthy"), instance.circuit("failing")];
    load = new Load();
    load.repeat(1, () => callThrough(healthy, SUCCESS));
    let turn = 0;
    load.repeat(20, () => {
      turn += 1;
      return callThrough(failing, turn % 2 === 0 ? SUCCESS : failure());
    });
  },
  async stopCalls() {
    const lag = await load.end();
    return { waited: Math.max(...Object.values(load.longest)), lag };
  },
};

async function callThrough(
  circuit: RegisteredCircuit,
  outcome: Parameters<RegisteredCircuit["settle"]>[1],
): Promise<void> {
  const admission = await load.time("admission", () => circuit.admit(null));
  if (admission.kind !== "rejection") await load.time("outcome", () => circuit.settle(admission, outcome));
}

type ThisPlace = Place<typeof inInstance>;

/** One instance cannot reach the server, the others can: who may do what meanwhile, and what is true afterwards. */
export const partition: Row = {
  name: "partition",
  async run(size: Size): Promise<readonly Line[]> {
    const seconds = size === "full" ? 10 : 2;
    const lines: Line[] = [];
    for (const [how, mode] of CUTS) {
      const options = { policy: POLICY, clockErrors: [0, 0, 0] };
      lines.push(
        await inPlace<typeof inInstance, Line>(import.meta.filename, options, async (place) => {
          const expected = new Expectations();
          await divided(place, mode, seconds, expected);
          return expected.line(
            `One of three instances cut off for ${seconds} s, ${how}`,
            `waits ≤ ${PATIENCE_MS} ms, no act undone, the stricter state stays, all agree ≤ ${CONVERGED_WITHIN_MS / 1000} s after`,
          );
        }),
      );
    }
    return lines;
  },
};

const CUTS: readonly (readonly [how: string, mode: ProxyMode])[] = [
  ["its packets swallowed", { kind: "blackhole" }],
  ["its connections refused", { kind: "refuse" }],
];

async function divided(place: ThisPlace, mode: ProxyMode, seconds: number, expected: Expectations): Promise<void> {
  const { fleet, proxies, store } = place;
  const [here, ...others] = [fleet[2]!, fleet[0]!, fleet[1]!];
  for (const each of fleet) for (const id of CIRCUITS) await each.ask("register", id, POLICY);
  await others[0]!.ask("trip", "mended");
  await until("all reject", async () => (await answers(place, "mended")).every((answer) => answer === "open"));

  await here.ask("startCalls");
  proxies[2]!.set(mode);
  const healed = sleep(seconds * 1000);
  await here.ask("trip", "tripped-here");
  await others[0]!.ask("trip", "tripped-there");
  await others[1]!.ask("act", "mended", "reset", "mended meanwhile");
  await here.ask("trip", "acted-on");
  await others[1]!.ask("act", "acted-on", "override", "let through meanwhile");
  const refused = await here.ask("tryAct", "mended", "while cut off");
  const isHonest = refused === "unavailable" || refused === "outcome_unknown";
  expected.check("its acts are refused", isHonest, refused);
  const apart = [...(await answers(place, "tripped-here")), ...(await answers(place, "tripped-there"))];
  expected.check("each trip is one side's", apart.join() === "pass,pass,open,open,open,pass", apart);
  await healed;
  const { isDegraded } = await here.ask("knowledge");
  expected.check("it says that it is degraded", isDegraded);

  proxies[2]!.set(PASS);
  const { took, differing } = await convergence(fleet, store, CONVERGED_WITHIN_MS);
  expected.check(`all agree after ${ms(took ?? 0)}`, differing.length === 0, differing.slice(0, 3));
  const { waited, lag } = await here.ask("stopCalls");
  expected.check(
    `longest wait ${ms(waited)} (event loop late by ${ms(lag)})`,
    waited <= PATIENCE_MS + lag + TIMER_SLACK_MS,
  );
  for (const id of ["tripped-here", "tripped-there"]) {
    const then = await answers(place, id);
    expected.check(
      `${id} is everybody's`,
      then.every((answer) => answer === "open"),
      then,
    );
  }
  const then = [...(await answers(place, "mended")), ...(await answers(place, "acted-on"))];
  const isHeld = (await storedCircuit(store, "acted-on"))?.override != null;
  expected.check("no act is undone", isHeld && then.every((answer) => answer === "pass"), then);
}

const CIRCUITS = ["healthy", "failing", "mended", "tripped-here", "tripped-there", "acted-on"];

/** What every instance answers to a call of each circuit. */
function answers({ fleet }: ThisPlace, id: string): Promise<string[]> {
  return Promise.all(fleet.map((each) => each.ask("admission", id)));
}
