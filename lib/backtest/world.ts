import type { Strategy } from "../breaker/index.ts";
import { either, plus, type Range, ZERO } from "./range.ts";
import type { Moment } from "./second.ts";
import type { CountedFrom } from "./window.ts";

/** What made a circuit open. */
export type Cause = Strategy | "slow_call_rate" | "probe";

/** What has come of the policy so far, in the period that is asked about. */
export interface Figures {
  /** Recorded executions that the circuit would have rejected. */
  readonly rejected: Range;
  /** Those of them that succeeded. */
  readonly succeeded: Range;
  readonly openings: Range;
}

interface Common {
  readonly figures: Figures;
  /** How often it has opened in a row, without a healthy time between. */
  readonly row: Range;
}

/** A circuit that may be closed, and what is known of it then. Instants are milliseconds since the epoch. */
export interface ClosedWorld extends Common {
  readonly state: "closed";
  /** Failures in a row. */
  readonly run: Range;
  /** When it closed. */
  readonly since: Range;
  readonly counted: CountedFrom;
  /** Until when calls that it has not let through, or that began before it closed, may have begun. */
  readonly partlyUntil: number;
  /** Until when it lets through only a share of the calls at the latest, because it has closed lately. */
  readonly rampUntil: number;
}

interface Tripped extends Common {
  /** When it may be half-open. */
  readonly recoverAt: Range;
  /** When it was closed at the latest: what had begun by then went on. */
  readonly closedUntil: number;
  /** When a probe opened it again at the latest: other probes went on. Minus infinity where none has. */
  readonly reopenedAt: number;
}

/** A circuit that may be open. */
export interface OpenWorld extends Tripped {
  readonly state: "open";
}

/** A circuit that may be half-open. */
export interface HalfOpenWorld extends Tripped {
  readonly state: "half_open";
  readonly successes: Range;
  /** The second by whose end a first probe has ended; null while nobody knows of one that began. */
  readonly decidedBy: number | null;
}

/** One of the things that may have become of the circuit. The real one is within one of those of each second. */
export type World = ClosedWorld | OpenWorld | HalfOpenWorld;

export const NO_FIGURES: Figures = { rejected: ZERO, succeeded: ZERO, openings: ZERO };

const BEFORE_ALL = { least: Number.NEGATIVE_INFINITY, most: Number.NEGATIVE_INFINITY };

/** A circuit that is closed and has seen nothing yet. */
export const UNTOUCHED: ClosedWorld = {
  state: "closed",
  figures: NO_FIGURES,
  row: ZERO,
  run: ZERO,
  since: BEFORE_ALL,
  counted: ZERO,
  partlyUntil: Number.NEGATIVE_INFINITY,
  rampUntil: Number.NEGATIVE_INFINITY,
};

/** What a second adds; outside of the period that is asked about, nothing. */
export function withFigures(figures: Figures, moment: Moment, added: Partial<Figures>): Figures {
  if (!moment.isAsked) return figures;
  const { rejected = ZERO, succeeded = ZERO, openings = ZERO } = added;
  return {
    rejected: plus(figures.rejected, rejected),
    succeeded: plus(figures.succeeded, succeeded),
    openings: plus(figures.openings, openings),
  };
}

export function eitherFigures(one: Figures, other: Figures): Figures {
  return {
    rejected: either(one.rejected, other.rejected),
    succeeded: either(one.succeeded, other.succeeded),
    openings: either(one.openings, other.openings),
  };
}
