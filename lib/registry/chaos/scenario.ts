import { DEFAULT_POLICY, layerPolicy, type PolicyPatch, type RevisedPolicy } from "../../breaker/index.ts";
import type { Random } from "./random.ts";

/** How the dependency does for a while. */
export interface Phase {
  /** Seconds. */
  readonly length: number;
  /** The share of calls that succeed. */
  readonly success: number;
  /** Seconds that a call takes at the most. */
  readonly slowest: number;
}

/** Shares of callers that do not simply report what came of their call. */
export interface Misbehaviour {
  /** Never heard of again. */
  readonly crash: number;
  /** Reports long after. */
  readonly late: number;
  /** Reports twice, the second time whatever comes to its mind. */
  readonly twice: number;
  readonly cancel: number;
}

/** What happens in one run: everything follows from the seed. */
export interface Scenario {
  readonly policy: RevisedPolicy;
  readonly phases: readonly Phase[];
  readonly misbehaviour: Misbehaviour;
  /** Calls per second. */
  readonly rate: number;
  readonly workspaces: number;
  readonly credentials: number;
  /** The credentials below this number have a wrong key. */
  readonly wrongKeys: number;
  /** Seconds that the store takes to answer at the most; 0 answers at once. */
  readonly storeDelay: number;
  /** Acts of admins per second. */
  readonly actRate: number;
}

export function scenarioOf(random: Random): Scenario {
  const rough = random.chance(0.7);
  return {
    policy: { ...layerPolicy(DEFAULT_POLICY, policyOf(random)), revision: 1 },
    phases: Array.from({ length: random.whole(2, 6) }, () => phaseOf(random)),
    misbehaviour: {
      crash: rough ? random.between(0, 0.3) : 0,
      late: rough ? random.between(0, 0.3) : 0,
      twice: rough ? random.between(0, 0.3) : 0,
      cancel: random.between(0, 0.1),
    },
    rate: random.pick(0.5, 2, 10),
    workspaces: random.whole(1, 3),
    credentials: random.whole(1, 4),
    wrongKeys: random.whole(0, 1),
    storeDelay: random.chance(0.5) ? 0 : random.between(0.01, 2),
    actRate: random.chance(0.5) ? 0 : 0.02,
  };
}

function phaseOf(random: Random): Phase {
  return {
    length: random.between(5, 60),
    success: random.pick(0, 0.1, 0.5, 0.8, 1, 1),
    slowest: random.pick(0.1, 1, 8),
  };
}

function policyOf(random: Random): PolicyPatch {
  const strategies = (["consecutive", "failure_rate", "adaptive"] as const).filter(() => random.chance(0.5));
  return {
    strategy: strategies.length === 0 ? "consecutive" : [...strategies],
    failure_threshold: random.whole(1, 6),
    failure_rate: random.pick(0.2, 0.5, 1),
    minimum_calls: random.whole(1, 20),
    window_seconds: random.pick(1, 5, 60),
    window_calls: random.chance(0.4) ? random.whole(1, 30) : null,
    slow_call_seconds: random.chance(0.4) ? random.pick(0.5, 2) : null,
    slow_call_rate: random.pick(0.3, 0.8),
    adaptive: { multiplier: random.between(1, 3), floor: random.pick(0.01, 0.2), open_below: random.pick(0, 0.1, 0.4) },
    recovery_timeout: random.between(0.5, 20),
    recovery_backoff: {
      factor: random.pick(1, 1, 2),
      cap_seconds: random.pick(5, 60),
      jitter: random.chance(0.3),
      reset_after_seconds: random.pick(0, 20, 600),
    },
    half_open_max_calls: random.whole(1, 4),
    half_open_successes: random.whole(1, 3),
    ramp_seconds: random.chance(0.3) ? random.between(1, 20) : 0,
    timeout_seconds: random.between(1, 10),
    scope: random.pick("global", "global", "workspace", "credential"),
  };
}
