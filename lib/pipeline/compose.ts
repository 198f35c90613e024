import type { Clock } from "../registry/clock.ts";
import { analytics, type Recorder } from "./analytics.ts";
import { breaker } from "./breaker.ts";
import { cache } from "./cache.ts";
import { DeadlineQueues } from "./deadline-queue.ts";
import { rateLimit } from "./rate-limit.ts";
import type { ResultCache } from "./result-cache.ts";
import { retry } from "./retry.ts";
import { runNode, type Scrub } from "./run-node.ts";
import type { Route } from "./stage.ts";
import { timeout } from "./timeout.ts";
import type { LimitsOf, WorkspaceUses } from "./workspace-uses.ts";

/** What the stages need. */
export interface Supplies {
  readonly limitsOf: LimitsOf;
  readonly uses: WorkspaceUses;
  readonly recorder: Recorder;
  readonly clock: Clock;
  readonly results: ResultCache;
  /** From 0 to just below 1: what spreads retries. */
  random(): number;
  readonly scrub: Scrub | null;
}

/** The stages in their order, the outermost first. */
export function compose({ limitsOf, uses, recorder, clock, results, random, scrub }: Supplies): Route {
  const queues = new DeadlineQueues(clock);
  const attempts = retry({ queues, clock, random }, runNode(scrub));
  return {
    stages: [
      rateLimit(limitsOf, uses),
      breaker(recorder, clock, results),
      analytics(recorder, clock),
      cache(results),
      timeout(queues),
    ],
    core: (execution, done) => attempts(execution, execution.signal, done),
  };
}
