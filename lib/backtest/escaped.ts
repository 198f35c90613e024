import { begunBeforeAtMost, type Moment } from "./second.ts";
import type { Trial } from "./trial.ts";
import type { HalfOpenWorld, OpenWorld } from "./world.ts";

/** How many executions of a second may have been under way when the circuit opened, so that it could not reject them. */
export function escapedFrom({ policy }: Trial, world: OpenWorld | HalfOpenWorld, moment: Moment): number {
  const probes = Math.min(policy.half_open_max_calls - 1, begunBeforeAtMost(moment, world.reopenedAt));
  // Whatever was under way at that moment had not ended when the call ended that opened it.
  return Math.min(moment.second.together, begunBeforeAtMost(moment, world.closedUntil) + probes);
}
