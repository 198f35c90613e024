import * as z from "zod";
import { statusQuery } from "./circuit.ts";
import { ACTIVITY_MINUTES } from "./lists.ts";
import { instant } from "./names.ts";

/** What went through one circuit in the last hour and today. */
export const circuitActivity = z.object({
  circuit: z.string(),
  /** Executions in the last full minute. */
  calls_per_minute: z.number(),
  /** 0 to 1 over the last hour; null without a call. */
  success_rate: z.number().nullable(),
  /** Milliseconds over the last hour; null without a call. */
  p95_ms: z.number().nullable(),
  /** Executions that the circuit refused since it last opened. */
  calls_avoided: z.number(),
  /** Times it opened since midnight UTC. */
  trips_today: z.number(),
  /** The last hour, oldest minute first: `c`losed, `o`pen or `h`alf-open (the worst of the minute), `-` before it existed. */
  states: z.string().length(ACTIVITY_MINUTES),
  calls: z.array(z.number()).length(ACTIVITY_MINUTES),
  failures: z.array(z.number()).length(ACTIVITY_MINUTES),
  rejected: z.array(z.number()).length(ACTIVITY_MINUTES),
});

/** Which circuits: as the list of circuits is asked for them. */
export const activityQuery = statusQuery.omit({ cursor: true });

export const activityReply = z.object({
  circuits: z.array(circuitActivity),
  /** Executions that open circuits refused since midnight UTC, over all circuits. */
  calls_avoided_today: z.number(),
  server_time: instant,
});

export type CircuitActivity = z.infer<typeof circuitActivity>;
export type ActivityQuery = z.infer<typeof activityQuery>;
export type ActivityReply = z.infer<typeof activityReply>;
