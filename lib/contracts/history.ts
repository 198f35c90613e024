import * as z from "zod";
import { circuitState, nestedQuery, overrideMode } from "./circuit.ts";
import { event, eventId } from "./event.ts";
import { instant } from "./names.ts";

export const historyRange = z.enum(["1h", "24h", "7d"]);

/** A time in which a circuit was in one state. */
const span = z.object({
  /** Null where it is not on record any more. */
  state: circuitState.nullable(),
  from: instant,
  /** Null where it lasts. */
  until: instant.nullable(),
  /**
   * How many states it was in: 1, unless it changed so often that short ones are told together, by the worst of them
   * and without an event.
   */
  states: z.number(),
  /** The event that began it, and of which kind; null where that lies before the range, or is not on record. */
  event: z.number().nullable(),
  kind: z.string().nullable(),
  actor: z.string().nullable(),
});

/** A time in which somebody held the circuit. */
const hold = z.object({
  mode: overrideMode,
  from: instant,
  until: instant.nullable(),
  actor: z.string().nullable(),
  /** Its first 200 characters. */
  reason: z.string().nullable(),
});

const counts = z.array(z.number());
/** Null where there was no call. */
const latencies = z.array(z.number().nullable());

export const historyQuery = nestedQuery.extend({ range: historyRange.default("1h") });

/** What became of one circuit, and what went through it. */
export const historyReply = z.object({
  circuit: z.string(),
  range: historyRange,
  from: instant,
  /** Seconds of each step; the last one is not over. The lists below have one figure for each, oldest first, up to now. */
  step_seconds: z.number(),
  calls: counts,
  failures: counts,
  /** Executions that the circuit refused. */
  rejected: counts,
  p50_ms: latencies,
  p95_ms: latencies,
  p99_ms: latencies,
  /** Oldest first, without a gap. */
  spans: z.array(span),
  holds: z.array(hold),
  server_time: instant,
});

/** Which opening of a circuit is asked about: the id of its event, or the latest. */
export const tripQuery = nestedQuery.extend({
  event: z.union([z.literal("last"), eventId]).default("last"),
});

const briefEvent = event.omit({ details: true });

/** Why a circuit opened once, and what came of it. */
export const tripReply = z.object({
  /** The `opened` event, with its dossier. */
  trip: event,
  /** What came after it until the circuit was closed again, oldest first; at most 30. */
  after: z.array(briefEvent),
  /** How many there were in all; null where there were too many to count. */
  after_count: z.number().nullable(),
  /** Test calls that failed, and that nobody reported. */
  failed_tests: z.number(),
  lost_tests: z.number(),
  /** What closed it again, a test call or somebody; null where it has not been closed, or that is not known. */
  end: briefEvent.nullable(),
  /** The event of the opening before this one; null where there is none on record. */
  previous: z.number().nullable(),
  is_latest: z.boolean(),
  server_time: instant,
});

export type TripReply = z.infer<typeof tripReply>;
export type HistoryRange = z.infer<typeof historyRange>;
export type HistoryReply = z.infer<typeof historyReply>;
export type HistorySpan = z.infer<typeof span>;
export type HistoryHold = z.infer<typeof hold>;
