import type { Circuit, CircuitState, Failure, Instant, Override, Probe } from "./circuit.ts";
import type { RevisedPolicy } from "./policy.ts";
import { tick } from "./time.ts";

/** A circuit as people and scripts are shown it. Instants are milliseconds since the epoch. */
export interface CircuitDescription {
  readonly id: string;
  readonly state: CircuitState;
  readonly generation: number;
  readonly since: Instant;
  readonly consecutiveFailures: number;
  readonly threshold: number;
  readonly lastError: Failure | null;
  readonly openedAt: Instant | null;
  readonly recoverAt: Instant | null;
  /** Whole seconds, rounded up; null unless open. */
  readonly secondsUntilRecovery: number | null;
  /** Seconds; the wait as it was frozen at opening; null unless open. */
  readonly waitSeconds: number | null;
  readonly override: Override | null;
  readonly maxCalls: number;
  readonly probes: readonly Probe[];
  readonly successes: number;
}

/** The circuit as it stands at `now`. Reads only: looking never changes anything. */
export function describe(circuit: Circuit, policy: RevisedPolicy, now: Instant): CircuitDescription {
  const current = tick(circuit, now).circuit;
  const open = current.state === "open" ? current : null;
  const halfOpen = current.state === "half_open" ? current : null;
  return {
    id: current.id,
    state: current.state,
    generation: current.generation,
    since: current.since,
    consecutiveFailures: current.consecutiveFailures,
    threshold: policy.failure_threshold,
    lastError: current.lastError,
    openedAt: open?.openedAt ?? null,
    recoverAt: open?.recoverAt ?? null,
    secondsUntilRecovery: open === null ? null : Math.ceil((open.recoverAt - now) / 1000),
    waitSeconds: open === null ? null : open.wait / 1000,
    override: current.override,
    maxCalls: policy.half_open_max_calls,
    probes: halfOpen?.probes ?? [],
    successes: halfOpen?.successes ?? 0,
  };
}
