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
          const whole = divided(place, mode, seconds, expected);
          await whole.catch((error) => expected.check("to its end", false, String(error)));
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

const CIRCUITS = ["healthy", "failing", "mended", "acted-on", "tripped-here", "tripped-there"];
/** Written on both sides: one has seen it trip, the other a failure. */
const FORKED = ["tripped-here", "tripped-there"];

async function divided(place: ThisPlace, mode: ProxyMode, seconds: number, expected: Expectations): Promise<void> {
  const { fleet, proxies } = place;
  for (const each of fleet) for (const id of CIRCUITS) await each.ask("register", id, POLICY);
  await fleet[0]!.ask("trip", "mended");
  await until("all reject", async () => (await answers(place, "mended")).every((answer) => answer === "open"));

  await fleet[2]!.ask("startCalls");
  proxies[2]!.set(mode);
  const enough = sleep(seconds * 1000);
  const { told } = await writtenApart(place);
  await expectApart(place, expected);
  await enough;
  const degraded = await Promise.all(fleet.map(async (each) => (await each.ask("knowledge")).isDegraded));
  expected.check("it alone says that it is degraded", degraded.join() === "false,false,true", degraded);
  const before = await Promise.all(FORKED.map((id) => generations(place, id)));

  proxies[2]!.set(PASS);
  await expectTogether(place, expected);
  await told;
  const after = await Promise.all(FORKED.map((id) => generations(place, id)));
  const isAbove = FORKED.every((_, index) => Math.min(...after[index]!) > Math.max(...before[index]!));
  expected.check("at generations above both sides'", isAbove, { before, after });
}

/** Each side changes what the other knows nothing of. `told` is done once the store has the cut-off one's failure. */
async function writtenApart({ fleet: [one, two, cutOff] }: ThisPlace): Promise<{ readonly told: Promise<unknown> }> {
  await cutOff!.ask("trip", "tripped-here");
  await one!.ask("fail", "tripped-here", "there");
  await one!.ask("trip", "tripped-there");
  const told = cutOff!.ask("fail", "tripped-there", "here");
  await cutOff!.ask("trip", "acted-on");
  await two!.ask("act", "acted-on", "override", "let through meanwhile");
  await two!.ask("act", "mended", "reset", "mended meanwhile");
  return { told };
}

async function expectApart(place: ThisPlace, expected: Expectations): Promise<void> {
  const refused = await place.fleet[2]!.ask("tryAct", "mended", "while cut off");
  const isHonest = refused === "unavailable" || refused === "outcome_unknown";
  expected.check("its acts are refused", isHonest, refused);
  const seen = (await Promise.all(FORKED.map((id) => answers(place, id)))).flat();
  expected.check("each trip is one side's", seen.join() === "pass,pass,open,open,open,pass", seen);
}

async function expectTogether(place: ThisPlace, expected: Expectations): Promise<void> {
  const { fleet, store } = place;
  const { took, differing } = await convergence(fleet, store, CONVERGED_WITHIN_MS);
  expected.check(`all agree after ${ms(took ?? 0)}`, differing.length === 0, differing.slice(0, 3));
  const { waited, lag } = await fleet[2]!.ask("stopCalls");
  const isPatient = waited <= PATIENCE_MS + lag + TIMER_SLACK_MS;
  expected.check(`longest wait ${ms(waited)} (event loop late by ${ms(lag)})`, isPatient);
  const [acted, forked] = await Promise.all(
    [["mended", "acted-on"], FORKED].map(async (ids) =>
      (await Promise.all(ids.map((id) => answers(place, id)))).flat(),
    ),
  );
  const isHeld = (await storedCircuit(store, "acted-on"))?.override != null;
  const isKept = isHeld && acted!.every((answer) => answer === "pass");
  expected.check("no act is undone", isKept, { isHeld, acted });
  const isStricter = forked!.every((answer) => answer === "open");
  expected.check("both trips are everybody's", isStricter, forked);
}

/** What every instance answers to a call of a circuit. */
function answers({ fleet }: ThisPlace, id: string): Promise<string[]> {
  return Promise.all(fleet.map((each) => each.ask("admission", id)));
}

function generations({ fleet }: ThisPlace, id: string): Promise<number[]> {
  return Promise.all(fleet.map(async (each) => (await each.ask("describe", id)).generation));
}
