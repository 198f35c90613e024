import * as z from "zod";
import { instant } from "./names.ts";

/** One process that shares the store. */
export const instance = z.object({
  instance: z.string(),
  /** A panel, or a service that runs the engine as a library. */
  kind: z.enum(["panel", "service"]),
  /** Whether it had been seen within 15 s when the panel last read of it; that is then, while the store is out. */
  alive: z.boolean(),
  started_at: instant,
  seen_at: instant,
  version: z.string(),
  /** Since when it cannot reach the store; null where it can. */
  degraded_since: instant.nullable(),
  /** Circuits that it saw failures of in the last 5 minutes, at most 200. */
  failing_circuits: z.number(),
});

export const instancesReply = z.object({
  /** By name. Those that ended in order are not among them; those that did not, for a day. */
  instances: z.array(instance),
  /** The store, as the panel that answers sees it. */
  store: z.object({
    kind: z.enum(["memory", "sqlite", "redis"]),
    /** Whether other processes may share it. */
    shared: z.boolean(),
    degraded: z.boolean(),
    degraded_since: instant.nullable(),
    error: z.string().nullable(),
    /** Name and version of its server; null where it has none. */
    server: z.string().nullable(),
    /** What is wrong with how it is set up, with what to do. */
    warnings: z.array(z.string()),
  }),
  /** The instance that answers. */
  answered_by: z.string(),
  server_time: instant,
});

export type InstanceView = z.infer<typeof instance>;
export type InstancesReply = z.infer<typeof instancesReply>;
