import { setImmediate } from "node:timers/promises";
import { TROUBLE_KINDS } from "../../incidents/trouble-event.ts";
import type { Store } from "../../stores/store.ts";
import { DAY_MS } from "../../telemetry/minutes.ts";
import { type Logged, loggedOf } from "./logged.ts";

const SPAN_DAYS = 7;
/** Events that are read at the most, the latest. */
const MOST_EVENTS = 5000;
/** Most of the time there is nothing new, or little. */
const FIRST_PAGE = 20;
const PAGE = 500;

/** The log as far as incidents go by it. */
export interface RecentLog {
  /** Newest first. */
  readonly events: readonly Logged[];
  /** Where there were more than are read, the instant of the oldest that was; else null. */
  readonly cutOffAt: number | null;
}

const known = new WeakMap<Store, readonly Logged[]>();

/**
 * The last 7 days of the log. What was read before is not read again: a log only grows at its end.
 * @throws StoreError
 */
export async function recentLog(store: Store, now: number): Promise<RecentLog> {
  const since = now - SPAN_DAYS * DAY_MS;
  const before = known.get(store) ?? [];
  const events = [...(await readSince(store, since, before)), ...before]
    .filter(({ at }) => at >= since)
    .slice(0, MOST_EVENTS);
  known.set(store, events);
  return { events, cutOffAt: events.length < MOST_EVENTS ? null : (events.at(-1)?.at ?? null) };
}

/** What came after the known ones, newest first. A store that went back in its log is read anew by whoever asks next. */
async function readSince(store: Store, since: number, before: readonly Logged[]): Promise<Logged[]> {
  const newest = before[0]?.id ?? 0;
  const events: Logged[] = [];
  let from: number | null = null;
  do {
    const place: { before?: number } = from === null ? {} : { before: from };
    const limit = from === null ? FIRST_PAGE : PAGE;
    const page = await store.history({ kinds: TROUBLE_KINDS, since, limit, ...place });
    const fresh = page.events.filter(({ id }) => id > newest);
    events.push(...fresh.flatMap(loggedOf));
    from = fresh.length < page.events.length ? null : page.nextBefore;
    if (from !== null) await setImmediate();
  } while (from !== null && events.length < MOST_EVENTS);
  return events;
}
