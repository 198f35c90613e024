import type { Clock } from "../lib/registry/index.ts";

/** What stands between a caller and the dependency. */
export interface Guard {
  /** What takes the outcome of the call; null where the call is held back. */
  admit(): Settle | null;
  /** The share of calls that would be let through now; a half-open circuit lets through next to none. */
  share(): number;
  close(): void;
}

/** Takes the outcome of a call that took `ms` milliseconds. */
export type Settle = (isGood: boolean, ms: number) => void;

/** A kind of guard, by the name that figures carry. */
export interface Contestant {
  readonly name: string;
  /** `random` gives numbers from 0 to just below 1, the guard's own. */
  guard(clock: Clock, random: () => number): Guard;
}
