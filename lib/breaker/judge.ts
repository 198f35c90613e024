import { type Failure, type Instant, NO_FAILURES } from "./circuit.ts";
import { failureAt, withFailure } from "./failures.ts";
import { opensBy, type RevisedPolicy } from "./policy.ts";
import type { Outcome } from "./settle.ts";
import { isSlow, slowness } from "./slow.ts";
import { adaptive, adaptiveShare } from "./strategies/adaptive.ts";
import { failureRate } from "./strategies/failure-rate.ts";
import { minimumCalls, type RateStrategy } from "./strategies/rate.ts";
import { slowCallRate } from "./strategies/slow-call-rate.ts";
import type { RateVerdict } from "./verdict.ts";
import { CallWindow } from "./window/call-window.ts";
import { TimeWindow } from "./window/time-window.ts";
import type { Counts, Window } from "./window/window.ts";

/** What speaks for opening a circuit. */
export interface Evidence {
  readonly verdict: RateVerdict;
  readonly consecutiveFailures: number;
  /** The last failures and slow calls of the window, oldest first. */
  readonly failures: readonly Failure[];
}

/** What one process has seen of a circuit lately. */
export interface Sightings {
  readonly consecutiveFailures: number;
  readonly lastError: Failure | null;
  readonly counts: Counts;
  /** The share of calls that these let through. */
  readonly share: number;
}

/**
 * Judges a closed circuit by the window of one process's own calls. Only what it finds is shared, as a `trip`: to
 * share the window would cost more than it tells.
 */
export class Judge {
  readonly #policy: RevisedPolicy;
  readonly #strategies: readonly RateStrategy[];
  readonly #minimum: number;
  readonly #isAdaptive: boolean;
  #generation: number;
  #window: Window;
  #consecutiveFailures = 0;
  #failures: readonly Failure[] = NO_FAILURES;
  #lastError: Failure | null = null;

  private constructor(policy: RevisedPolicy, strategies: readonly RateStrategy[], generation: number) {
    this.#policy = policy;
    this.#strategies = strategies;
    this.#minimum = minimumCalls(policy);
    this.#isAdaptive = opensBy(policy, "adaptive");
    this.#generation = generation;
    this.#window = windowOf(policy);
  }

  /** The judge that a policy asks for, null where it judges no window. It goes on with what `previous` has seen. */
  static of(policy: RevisedPolicy, generation: number, previous: Judge | null = null): Judge | null {
    const strategies = rateStrategies(policy);
    if (strategies.length === 0) return null;
    const judge = new Judge(policy, strategies, generation);
    if (previous !== null && previous.#generation === generation) judge.#takeOver(previous);
    return judge;
  }

  /** Forgets what it has seen where the circuit has gone on to another generation. */
  follow(generation: number): void {
    if (generation === this.#generation) return;
    this.#generation = generation;
    this.#window = windowOf(this.#policy);
    this.#consecutiveFailures = 0;
    this.#failures = NO_FAILURES;
    this.#lastError = null;
  }

  /**
   * Takes note of a call of this generation that took `ms` milliseconds.
   * @returns what speaks for opening the circuit now; null where nothing does
   */
  note(outcome: Exclude<Outcome, { kind: "ignored" }>, ms: number, now: Instant): Evidence | null {
    const failed = outcome.kind === "failure";
    const slow = isSlow(this.#policy, ms);
    this.#window.add(failed, slow, now);
    this.#consecutiveFailures = failed ? this.#consecutiveFailures + 1 : 0;
    if (failed) this.#remember(failureAt(now, outcome));
    else if (slow) this.#remember(failureAt(now, slowness(ms)));
    return this.#window.calls < this.#minimum ? null : this.#judge();
  }

  /** Whether it let through less than everything when it was last asked or told of a call. */
  get isThrottling(): boolean {
    return this.#isAdaptive && adaptiveShare(this.#window, this.#policy) < 1;
  }

  /** The share of calls to let through at `now`. */
  share(now: Instant): number {
    if (!this.#isAdaptive) return 1;
    this.#window.roll(now);
    return adaptiveShare(this.#window, this.#policy);
  }

  /** What it has seen, for people to look at. Reads only: whoever looks, and when, makes no difference to a verdict. */
  sightings(now: Instant): Sightings {
    const counts = this.#window.at(now);
    return {
      consecutiveFailures: this.#consecutiveFailures,
      lastError: this.#lastError,
      counts,
      share: this.#isAdaptive ? adaptiveShare(counts, this.#policy) : 1,
    };
  }

  #judge(): Evidence | null {
    for (const strategy of this.#strategies) {
      const verdict = strategy(this.#window, this.#policy);
      if (verdict !== null) return this.#evidence(verdict);
    }
    return null;
  }

  #evidence(verdict: RateVerdict): Evidence {
    // Each bad call of the window was remembered once, so that they are the last of those that are remembered.
    const failures = this.#failures.slice(-this.#window.bad);
    return { verdict, consecutiveFailures: this.#consecutiveFailures, failures };
  }

  #remember(failure: Failure): void {
    this.#failures = withFailure(this.#failures, failure);
    this.#lastError = failure;
  }

  #takeOver(previous: Judge): void {
    this.#window.takeOver(previous.#window);
    this.#consecutiveFailures = previous.#consecutiveFailures;
    this.#failures = previous.#failures;
    this.#lastError = previous.#lastError;
  }
}

function rateStrategies(policy: RevisedPolicy): readonly RateStrategy[] {
  return [
    ...(opensBy(policy, "failure_rate") ? [failureRate] : []),
    ...(policy.slow_call_seconds === null ? [] : [slowCallRate]),
    ...(opensBy(policy, "adaptive") ? [adaptive] : []),
  ];
}

function windowOf({ window_seconds, window_calls }: RevisedPolicy): Window {
  return window_calls === null ? new TimeWindow(window_seconds) : new CallWindow(window_calls);
}
