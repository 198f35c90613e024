import * as z from "zod";
import { statusQuery } from "./circuit.ts";
import { GROUPINGS } from "./lists.ts";
import { pageLimit, pageOffset } from "./names.ts";

const grouping = z.enum(GROUPINGS);

export const groupsQuery = statusQuery
  .pick({ state: true, q: true, node_type: true, workspace: true, no_workspace: true, credential: true })
  .extend({ by: grouping, limit: pageLimit(1000), offset: pageOffset.optional() });

const group = z.object({
  /** The node type, the workspace or the state that its circuits share; null for those of no workspace. */
  group: z.string().nullable(),
  closed: z.number(),
  open: z.number(),
  half_open: z.number(),
  /** How many of them need attention. */
  attention: z.number(),
});

export const groupsReply = z.object({
  /** First those in which something needs attention. */
  groups: z.array(group),
  /** How many there are, on all pages. */
  count: z.number(),
  server_time: z.iso.datetime({ precision: 3 }),
});

export type Grouping = z.infer<typeof grouping>;
export type GroupView = z.infer<typeof group>;
export type GroupsQuery = z.output<typeof groupsQuery>;
export type GroupsReply = z.infer<typeof groupsReply>;
