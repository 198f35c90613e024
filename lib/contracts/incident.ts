import * as z from "zod";
import { circuitState } from "./circuit.ts";
import { event, eventId } from "./event.ts";
import { circuitId, instant, pageLimit } from "./names.ts";

/** What circuits refused, and what that was worth. */
const cost = z.object({
  /** Calls that were rejected at once. */
  rejected: z.number(),
  /** About: rejected calls times what a call of that circuit took then, at the median. */
  seconds_not_waited: z.number(),
});

const span = z.object({
  state: circuitState.exclude(["closed"]),
  from: instant,
  /** Null where it lasts. */
  until: instant.nullable(),
});

const incidentCircuit = z.object({
  circuit: z.string(),
  owner: z.string().nullable(),
  /** What it is at the end, or now. */
  state: circuitState,
  /** It was open before the first event that is known of it. */
  began_before: z.boolean(),
  trips: z.number(),
  /** Failures that decided its first trip. */
  failures_before: z.number(),
  first_error: z.string().nullable(),
  /** Times in which it was not closed, the latest 200. */
  spans: z.array(span),
  /** Null where its minutes are not on record. */
  cost: cost.nullable(),
});

const act = event.pick({ id: true, circuit: true, kind: true, at: true, actor: true, reason: true });

export const incident = z.object({
  /** The id of the first trip's event. */
  id: z.number(),
  state: z.enum(["ongoing", "over"]),
  started_at: instant,
  /** When the last circuit closed; null while any is not closed. */
  closed_at: instant.nullable(),
  circuit_count: z.number(),
  /** By their first trips; in a list the first 12. */
  circuits: z.array(incidentCircuit),
  owners: z.array(z.string()),
  trips: z.number(),
  /** Of the first trip. */
  first_error: z.string().nullable(),
  /** Over all circuits of which it is known; null where it is of none. */
  cost: cost.nullable(),
  /** Circuits whose minutes are not on record: the cost leaves them out. */
  cost_unknown: z.number(),
  /** Resets and holds of people and scripts meanwhile, oldest first, the latest 100. */
  acts: z.array(act),
  /** The instances that opened circuits. */
  opened_by: z.array(z.string()),
});

export const incidentsQuery = z.strictObject({
  state: z.enum(["ongoing", "over"]).optional(),
  circuit: circuitId.optional(),
  /** Incidents with a smaller id only. */
  before: eventId.optional(),
  limit: pageLimit(20),
});

export const incidentsReply = z.object({
  incidents: z.array(incident),
  next_before: z.number().nullable(),
  /** Where more events happened than are read, the instant of the oldest one that was; else null: all of 7 days. */
  cut_off_at: instant.nullable(),
  server_time: instant,
});

export const incidentReply = z.object({
  incident,
  /** What happened to its circuits from the first trip on, oldest first: the latest 200. */
  events: z.array(event),
  /** There were more before those. */
  more_events: z.boolean(),
  server_time: instant,
});

export type IncidentView = z.infer<typeof incident>;
export type IncidentCircuit = z.infer<typeof incidentCircuit>;
export type IncidentSpan = z.infer<typeof span>;
export type IncidentCost = z.infer<typeof cost>;
export type IncidentsQuery = z.output<typeof incidentsQuery>;
export type IncidentsReply = z.infer<typeof incidentsReply>;
export type IncidentReply = z.infer<typeof incidentReply>;
