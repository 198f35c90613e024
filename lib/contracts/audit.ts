import * as z from "zod";
import { event, eventId } from "./event.ts";
import { ACT_KINDS } from "./lists.ts";
import { line, pageSize } from "./names.ts";

const actKind = z.enum(ACT_KINDS);

/** An instant, a day (UTC), or how long ago: `2026-02-12T12:00:00Z`, `2026-02-12`, `24h`. */
const moment = z.union([z.string().regex(/^[0-9]{1,5}[mhd]$/), z.iso.datetime({ offset: true }), z.iso.date()], {
  error: "an instant with its zone, a day, or how long ago: 30m, 24h, 7d",
});

export const auditQuery = z.strictObject({
  actor: line(200).optional(),
  /** One, or several with commas between. */
  kind: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(actKind))
    .optional(),
  /** What was acted on: a circuit, a node type with its nested circuits, a user or token, `default policy`. */
  object: line(330).optional(),
  since: moment.optional(),
  /** This instant itself is left out. */
  until: moment.optional(),
  before: eventId.optional(),
  limit: pageSize.optional(),
  /** All that matches, as a file; left out, a page of it. */
  format: z.enum(["csv", "json"]).optional(),
});

export const act = event.extend({
  /** What was acted on; null for the panel as a whole. */
  object: z.string().nullable(),
});

export const auditReply = z.object({ acts: z.array(act), next_before: z.number().nullable() });

export type ActView = z.infer<typeof act>;
export type AuditReply = z.infer<typeof auditReply>;
export type AuditQuery = z.output<typeof auditQuery>;
