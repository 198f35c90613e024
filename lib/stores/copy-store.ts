import { randomUUID } from "node:crypto";
import type { Collection, Json, Store } from "./store.ts";

/** What outlives the processes that wrote it: all but who is running now. */
const KEPT: readonly Collection[] = ["settings", "node_types", "circuits", "users", "tokens", "secrets"];

const EVENTS_PER_PAGE = 1000;
const COUNTS_PER_WRITE = 500;
/** Values that are written at the same time. */
const AT_ONCE = 100;

/** What was taken along. */
export interface Copied {
  readonly values: Readonly<Record<string, number>>;
  readonly events: number;
  readonly counts: number;
  readonly recordings: number;
}

/** Whether a store holds nothing that a copy could be mixed up with. */
export async function isEmpty(store: Store): Promise<boolean> {
  for (const collection of KEPT) if ((await store.load(collection)).length > 0) return false;
  if ((await store.history({ limit: 1 })).events.length > 0) return false;
  return (await store.counts(0)).length === 0;
}

/**
 * Brings everything that one store holds to another, which must be empty: values, events in their order, counts and
 * recordings. Versions, the numbers of events and the memory of writes are the target's own. Nobody may be writing to
 * either.
 * @throws StoreError where one of them fails; the target then holds a part
 */
export async function copyStore(from: Store, to: Store): Promise<Copied> {
  const values: Record<string, number> = {};
  for (const collection of KEPT) values[collection] = await copyValues(collection, from, to);
  return {
    values,
    events: await copyEvents(from, to),
    counts: await copyCounts(from, to),
    recordings: await copyRecordings(from, to),
  };
}

async function copyValues(collection: Collection, from: Store, to: Store): Promise<number> {
  const all = await from.load(collection);
  for (const some of chunksOf(all, AT_ONCE)) {
    await Promise.all(some.map(({ id, value }) => copyValue(collection, id, value, to)));
  }
  return all.length;
}

async function copyValue(collection: Collection, id: string, next: Json, to: Store): Promise<void> {
  const answer = await to.swap({
    collection,
    id,
    expected: null,
    next,
    events: [],
    writeId: randomUUID(),
  });
  if (answer.status === "conflict") throw new Error(`somebody else writes to the target: ${collection} ${id}`);
}

/** Events are read newest first and have to be written oldest first: the way back goes over the pages' ends. */
async function copyEvents(from: Store, to: Store): Promise<number> {
  const ends: (number | null)[] = [];
  for (let before: number | null = null; ; ) {
    ends.push(before);
    const { nextBefore } = await from.history(pageBefore(before));
    if (nextBefore === null) break;
    before = nextBefore;
  }
  let copied = 0;
  for (const before of ends.reverse()) {
    const { events } = await from.history(pageBefore(before));
    await to.append(events.toReversed().map(({ id: _, ...event }) => event));
    copied += events.length;
  }
  return copied;
}

function pageBefore(before: number | null) {
  return before === null ? { limit: EVENTS_PER_PAGE } : { limit: EVENTS_PER_PAGE, before };
}

async function copyCounts(from: Store, to: Store): Promise<number> {
  const counts = await from.counts(0);
  for (const some of chunksOf(counts, COUNTS_PER_WRITE)) await to.addCounts(some);
  return counts.length;
}

async function copyRecordings(from: Store, to: Store): Promise<number> {
  let copied = 0;
  const circuits = new Set([...(await from.load("circuits")), ...(await from.load("node_types"))].map(({ id }) => id));
  for (const circuit of circuits) {
    const recordings = await from.recordings(circuit, 0);
    if (recordings.length > 0) await to.addRecordings(recordings);
    copied += recordings.length;
  }
  return copied;
}

function* chunksOf<T>(items: readonly T[], size: number): IterableIterator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
