import { DEFAULT_POLICY, layerPolicy, type PolicyPatch, type RevisedPolicy } from "../../breaker/index.ts";
import type { Random } from "../chaos/random.ts";

/** Shares of requests that fare badly on their way. */
export interface Weather {
  /** Carried out late, or answered late: each up to 2 s. */
  readonly late: number;
  /** Lost before it is carried out. */
  readonly requestLost: number;
  /** Carried out, and nobody hears of it. */
  readonly replyLost: number;
  /** Carried out a second time, up to 3 s later. */
  readonly repeated: number;
  /** Refused, and not carried out. */
  readonly refused: number;
}

/** What happens in one history: everything follows from the seed. */
export interface Scenario {
  readonly policy: RevisedPolicy;
  readonly instances: number;
  readonly credentials: number;
  /** Milliseconds by which the clocks of two instances may differ at the most. */
  readonly skew: number;
  /** Milliseconds in which things go wrong. */
  readonly length: number;
  /** Milliseconds between two calls, on average; so for the others. */
  readonly betweenCalls: number;
  readonly betweenActs: number;
  readonly betweenCuts: number;
  readonly betweenCrashes: number;
  readonly weather: Weather;
  /** Milliseconds that a change takes to be told at the most. */
  readonly lag: number;
  /** The share of calls that succeed, of callers that die, and of those that report late. */
  readonly success: number;
  readonly dead: number;
  readonly lateCalls: number;
  /** Whether nobody calls for so long that idle circuits are forgotten. */
  readonly hasPause: boolean;
}

export const FAIR: Weather = { late: 0, requestLost: 0, replyLost: 0, repeated: 0, refused: 0 };

export function scenarioOf(random: Random): Scenario {
  const isNested = random.chance(0.2);
  return {
    policy: { ...layerPolicy(DEFAULT_POLICY, policyOf(random, isNested)), revision: 1 },
    instances: random.whole(2, 5),
    credentials: isNested ? 2 : 1,
    skew: random.pick(0, 100, 300),
    length: random.between(2000, 8000),
    betweenCalls: random.pick(50, 100, 200),
    betweenActs: random.pick(1000, 3000, Number.POSITIVE_INFINITY),
    betweenCuts: random.pick(1500, 4000, Number.POSITIVE_INFINITY),
    betweenCrashes: random.pick(3000, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY),
    weather: random.chance(0.15) ? FAIR : weatherOf(random),
    lag: random.pick(5, 50, 1500),
    success: random.pick(0.2, 0.5, 0.8),
    dead: random.pick(0, 0.1),
    lateCalls: random.pick(0, 0.2),
    hasPause: isNested && random.chance(0.3),
  };
}

function weatherOf(random: Random): Weather {
  return {
    late: random.pick(0, 0.1, 0.3),
    requestLost: random.pick(0, 0.05, 0.1),
    replyLost: random.pick(0, 0.05, 0.2),
    repeated: random.pick(0, 0.1, 0.3),
    refused: random.pick(0, 0.05, 0.1),
  };
}

function policyOf(random: Random, isNested: boolean): PolicyPatch {
  return {
    strategy: random.pick<PolicyPatch["strategy"] & {}>("consecutive", "consecutive", "failure_rate", [
      "consecutive",
      "failure_rate",
    ]),
    failure_threshold: random.whole(1, 5),
    failure_rate: random.pick(0.3, 0.6),
    minimum_calls: random.whole(1, 6),
    window_seconds: random.pick(1, 10),
    recovery_timeout: random.pick(0.1, 0.5, 2),
    half_open_max_calls: random.whole(1, 3),
    half_open_successes: random.whole(1, 3),
    timeout_seconds: random.pick(0.1, 0.5),
    scope: isNested ? "credential" : "global",
  };
}
