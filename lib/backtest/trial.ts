import { newCircuit, opensBy, type Policy } from "../breaker/index.ts";
import { recoveryWait } from "../breaker/recovery.ts";
import type { RecordedSecond } from "../telemetry/recorded-second.ts";
import { Openings } from "./openings.ts";
import { Past } from "./past.ts";
import type { Range } from "./range.ts";
import { type Rate, ratesOf } from "./rates.ts";
import { SECOND_MS } from "./second.ts";
import { limitOf } from "./window.ts";
import type { Cause } from "./world.ts";

/** Openings that are told one by one. */
const TOLD_OPENINGS = 100;
/** Milliseconds of the shortest wait that can be drawn. */
const SHORTEST_WAIT_MS = 100;

const SOME_CIRCUIT = newCircuit("", 0);

/** A policy on trial, and what all steps of its replay share. */
export class Trial {
  readonly policy: Policy;
  readonly past: Past;
  readonly openings = new Openings(TOLD_OPENINGS);
  /** The strategies that judge a window. */
  readonly rates: readonly Rate[];
  /** All that can open a circuit of this policy. */
  readonly causes: readonly Cause[];
  /** Milliseconds from which on a call is slow; null where there is no such limit. */
  readonly slowFrom: number | null;
  /** Milliseconds of the ramp after closing. */
  readonly ramp: number;

  constructor(policy: Policy, seconds: readonly RecordedSecond[]) {
    this.policy = policy;
    this.rates = ratesOf(policy);
    const consecutive: readonly Cause[] = opensBy(policy, "consecutive") ? ["consecutive"] : [];
    this.causes = [...this.rates.map(({ by }) => by), ...consecutive, "probe"];
    this.slowFrom = limitOf(policy);
    this.ramp = Math.round(policy.ramp_seconds * SECOND_MS);
    this.past = new Past(seconds, this.slowFrom);
  }

  /**
   * Milliseconds that the circuit stays open.
   * @param row how often it has opened in a row
   */
  wait(row: Range): Range {
    const { recovery_backoff } = this.policy;
    const settled = { ...this.policy, recovery_backoff: { ...recovery_backoff, jitter: false } };
    const longest = (openings: number) => recoveryWait(SOME_CIRCUIT, settled, openings, 0);
    const least = recovery_backoff.jitter ? SHORTEST_WAIT_MS : longest(row.least);
    return { least, most: longest(row.most) };
  }
}
