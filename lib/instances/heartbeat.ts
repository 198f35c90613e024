import * as z from "zod";
import type { Stored } from "../stores/store.ts";

/** Milliseconds between heartbeats. */
export const HEARTBEAT_EVERY_MS = 5000;
/** Milliseconds without a heartbeat after which an instance counts as gone: two may be lost. */
export const ALIVE_MS = 15_000;
/** Milliseconds after which the entry of an instance that did not say that it ended is removed. */
export const FORGOTTEN_MS = 24 * 60 * 60_000;
/** Circuits that a heartbeat tells of at the most: some 10 KB. */
export const MOST_CIRCUITS = 200;

const count = z.int().min(0);
const at = z.number();

const heartbeat = z.object({
  schema: z.literal(1),
  /** Random at each start: tells two processes of the same name apart. */
  process: z.string(),
  kind: z.enum(["panel", "service"]),
  started_at: at,
  seen_at: at,
  version: z.string(),
  /** Since when it cannot reach the store; others learn of it where heartbeats get through all the same. */
  degraded_since: at.nullable(),
  /** Calls and failures of the last minutes, as this instance alone saw them, of circuits that are troubled. */
  circuits: z.record(z.string(), z.tuple([count, count])),
  /** What it needs and claims of workspaces' limits (`ToldUse`); the first releases divided none. */
  limits: z.array(z.tuple([z.string(), count, count, count, count])).optional(),
});

/** What an instance says of itself, by the time that all who share the store go by. */
export type Heartbeat = z.infer<typeof heartbeat>;

/** Null where another version wrote what this one cannot read. */
export function readHeartbeat({ value }: Stored): Heartbeat | null {
  return heartbeat.safeParse(value).data ?? null;
}
