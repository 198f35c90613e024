/** Milliseconds since the Unix epoch, whole, from a clock that never runs backwards within one process. */
export type Instant = number;

export type CircuitState = "closed" | "open" | "half_open";

/** How many failures of the current run a circuit keeps: they become the dossier when it opens. */
export const KEPT_FAILURES = 20;
/** Characters of a failure's message that are kept. */
export const KEPT_MESSAGE_LENGTH = 500;
/** Milliseconds that a probe's lease outlasts the execution's own budget. */
export const LEASE_GRACE_MS = 5000;

/** A failure of the dependency, as the circuit remembers it. */
export interface Failure {
  readonly at: Instant;
  readonly message: string;
  /** What failures are counted by in a dossier: a status, an error code, `timeout`. */
  readonly group: string;
}

/** One list for all that have none: most circuits have failed at nothing. */
export const NO_FAILURES: readonly Failure[] = Object.freeze([]);

/** An execution admitted while half-open; its permit is a lease. */
export interface Probe {
  readonly id: string;
  /** Who asked: an instance or a workspace, for people to read. */
  readonly by: string | null;
  readonly at: Instant;
  readonly expiresAt: Instant;
  /** Milliseconds; the lease's full length. */
  readonly lease: number;
}

export type OverrideMode = "forced_open" | "forced_closed" | "dry_run";

/** An admin's hold on a circuit. */
export interface Override {
  readonly mode: OverrideMode;
  readonly actor: string;
  readonly reason: string | null;
  readonly at: Instant;
  /** When it ends by itself; null holds until somebody lifts it. */
  readonly until: Instant | null;
  /** Milliseconds from `at` to `until`; null where there is no end. */
  readonly length: number | null;
}

interface Common {
  readonly id: string;
  /** +1 at every change of state and at every reset. */
  readonly generation: number;
  /** Since when the circuit is in its state. */
  readonly since: Instant;
  readonly consecutiveFailures: number;
  readonly lastError: Failure | null;
  /** The current run's last failures, oldest first. */
  readonly failures: readonly Failure[];
  readonly override: Override | null;
  /** How often it has opened in a row, without a healthy time between. */
  readonly openings: number;
  /** Acts of people so far; tells whether somebody intervened between two values. */
  readonly acts: number;
}

/** The time after closing in which calls are let back in bit by bit. */
export interface Ramp {
  readonly from: Instant;
  /** Milliseconds. */
  readonly length: number;
}

export interface ClosedCircuit extends Common {
  readonly state: "closed";
  /** Null where every call is let in. */
  readonly ramp: Ramp | null;
}

export interface OpenCircuit extends Common {
  readonly state: "open";
  readonly openedAt: Instant;
  readonly recoverAt: Instant;
  /** Milliseconds; the wait as it was frozen at opening. */
  readonly wait: number;
}

export interface HalfOpenCircuit extends Common {
  readonly state: "half_open";
  /** Unsettled probes, oldest first. */
  readonly probes: readonly Probe[];
  readonly successes: number;
}

/** The breaker of one node type: an immutable value. */
export type Circuit = ClosedCircuit | OpenCircuit | HalfOpenCircuit;

/**
 * A closed circuit that has seen nothing yet. After a predecessor of the same id, `generation` is one above its last,
 * so that what its calls still report is dropped.
 */
export function newCircuit(id: string, now: Instant, generation = 1): ClosedCircuit {
  return {
    state: "closed",
    id,
    generation,
    since: now,
    consecutiveFailures: 0,
    lastError: null,
    failures: NO_FAILURES,
    override: null,
    openings: 0,
    acts: 0,
    ramp: null,
  };
}
