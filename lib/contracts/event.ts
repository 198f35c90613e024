import * as z from "zod";
import { EVENT_KINDS } from "./lists.ts";
import { circuitId, instant, nodeTypeName, pageLimit } from "./names.ts";

export const eventKind = z.enum(EVENT_KINDS);

/** Something that happened. Fields beyond these depend on its kind. */
export const event = z.object({
  id: z.number(),
  circuit: z.string().nullable(),
  kind: z.string(),
  at: instant,
  actor: z.string().nullable(),
  reason: z.string().nullable(),
  instance: z.string(),
  /** One sentence for people: what happened, with its figures. */
  summary: z.string(),
  details: z.record(z.string(), z.unknown()),
});

export const eventId = z
  .string()
  .regex(/^[0-9]{1,15}$/, "the id of an event")
  .transform(Number);

export const eventsQuery = z.strictObject({
  circuit: circuitId.optional(),
  node_type: nodeTypeName.optional(),
  kind: eventKind.optional(),
  before: eventId.optional(),
  limit: pageLimit(50),
});

export const eventsReply = z.object({ events: z.array(event), next_before: z.number().nullable() });

export type EventView = z.infer<typeof event>;
export type EventsReply = z.infer<typeof eventsReply>;
