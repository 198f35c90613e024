import type { Circuit, CircuitState, Failure, Instant, Override, Probe } from "./circuit.ts";
import type { Sightings } from "./judge.ts";
import type { RevisedPolicy } from "./policy.ts";
import { rampEnd, rampShare } from "./ramp.ts";
import { tick } from "./time.ts";
import type { Counts } from "./window/window.ts";

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
  /** The share of calls that is let through, by this process; null unless closed. */
  readonly share: number | null;
  /** When a ramp lets everything through; null where there is none. */
  readonly rampEndsAt: Instant | null;
  /** How often it has opened in a row. */
  readonly openings: number;
  /** The calls that this process judges it by; null where no window is judged, or the circuit is not closed. */
  readonly window: Counts | null;
  readonly maxCalls: number;
  readonly probes: readonly Probe[];
  readonly successes: number;
}

/**
 * The circuit as it stands at `now`. Reads only: looking never changes anything.
 *
 * @param seen what this process has seen of it, where its policy judges a window
 */
export function describe(
  circuit: Circuit,
  policy: RevisedPolicy,
  now: Instant,
  seen: Sightings | null = null,
): CircuitDescription {
  const current = tick(circuit, now).circuit;
  const closed = current.state === "closed" ? current : null;
  const open = current.state === "open" ? current : null;
  const halfOpen = current.state === "half_open" ? current : null;
  return {
    id: current.id,
    state: current.state,
    generation: current.generation,
    since: current.since,
    consecutiveFailures: Math.max(current.consecutiveFailures, closed && seen ? seen.consecutiveFailures : 0),
    threshold: policy.failure_threshold,
    lastError: later(current.lastError, seen?.lastError ?? null),
    openedAt: open?.openedAt ?? null,
    recoverAt: open?.recoverAt ?? null,
    secondsUntilRecovery: open === null ? null : Math.ceil((open.recoverAt - now) / 1000),
    waitSeconds: open === null ? null : open.wait / 1000,
    override: current.override,
    share: closed && Math.min(rampShare(closed, now), seen?.share ?? 1),
    rampEndsAt: closed?.ramp ? rampEnd(closed.ramp) : null,
    openings: current.openings,
    window: closed && seen ? seen.counts : null,
    maxCalls: policy.half_open_max_calls,
    probes: halfOpen?.probes ?? [],
    successes: halfOpen?.successes ?? 0,
  };
}

function later(a: Failure | null, b: Failure | null): Failure | null {
  if (a === null || b === null) return a ?? b;
  return b.at > a.at ? b : a;
}
