import {
  admit,
  type Circuit,
  type CircuitEvent,
  DEFAULT_POLICY,
  layerPolicy,
  newCircuit,
  type Permit,
  type RevisedPolicy,
  SUCCESS,
  settle,
} from "../lib/breaker/index.ts";
import { policyOf } from "./node-types.ts";
import { type Behaviour, type Dependency, SCHEDULE } from "./schedule.ts";
import { DEMAND } from "./traffic.ts";

/** What happened, in seconds after somebody came. */
interface Rehearsal {
  readonly events: { readonly seconds: number; readonly kind: CircuitEvent["kind"] }[];
  /** When a test call was out. */
  readonly probes: { readonly from: number; readonly until: number }[];
}

interface Conditions {
  /** Seconds that the show ran before somebody came and it began again. */
  readonly idle: number;
  /** Seconds from then on. */
  readonly length: number;
  /** Whether every answer takes the shortest of its times, or the longest. */
  readonly pace: Pace;
}

export type Pace = "quick" | "slow";

/** Plays one dependency's schedule against its circuit, with the demo's traffic, and takes no time for it. */
export function rehearse(dependency: Dependency, { idle, length, pace }: Conditions): Rehearsal {
  const policy: RevisedPolicy = { ...layerPolicy(DEFAULT_POLICY, policyOf(dependency)), revision: 1 };
  const ends: { at: number; permit: Permit; behaviour: Behaviour }[] = [];
  const events: Rehearsal["events"] = [];
  const probes: Rehearsal["probes"] = [];
  const curtain = idle * 1000;
  let circuit: Circuit = newCircuit(dependency, 0);

  const keep = (step: { circuit: Circuit; events: readonly CircuitEvent[] }) => {
    circuit = step.circuit;
    events.push(...step.events.map(({ at, kind }) => ({ seconds: (at - curtain) / 1000, kind })));
  };
  const settleUntil = (now: number) => {
    ends.sort((a, b) => a.at - b.at);
    while (ends.length > 0 && ends[0]!.at <= now) {
      const { at, permit, behaviour } = ends.shift()!;
      const outcome =
        behaviour.kind === "answers" ? SUCCESS : ({ kind: "failure", message: "failed", group: "503" } as const);
      keep(settle(circuit, policy, permit, outcome, at));
    }
  };
  const interval = Math.round(1000 / DEMAND[dependency].callsPerSecond);
  for (let now = 0; now <= curtain + length * 1000; now += interval) {
    settleUntil(now);
    const step = admit(circuit, policy, { id: `call-${now}`, by: null }, now);
    keep(step);
    if (step.admission.kind === "rejection") continue;
    const behaviour = SCHEDULE[dependency]((now < curtain ? now : now - curtain) / 1000);
    const at = now + Math.min(policy.timeout_seconds * 1000, durationOf(behaviour, pace));
    ends.push({ at, permit: step.admission, behaviour });
    if (step.admission.kind === "probe") probes.push({ from: (now - curtain) / 1000, until: (at - curtain) / 1000 });
  }
  return { events, probes };
}

function durationOf(behaviour: Behaviour, pace: Pace): number {
  if (behaviour.kind === "hangs") return Number.POSITIVE_INFINITY;
  return behaviour.ms[pace === "quick" ? 0 : 1];
}
