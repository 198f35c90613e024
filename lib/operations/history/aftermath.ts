import type { Store, StoredEvent } from "../../stores/store.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How far one looks for the end of an outage, further and further: most are over soon, and some circuits flap for weeks. */
const REACH_MS = [10 * MINUTE_MS, 120 * MINUTE_MS, DAY_MS, 8 * DAY_MS, Number.POSITIVE_INFINITY];
const PAGE = 500;
/** Pages that are read for one reach at the most. */
const MOST_PAGES = 4;

/** What may come after an opening, until the circuit is closed again. */
const AFTER = ["opened", "half_opened", "closed", "reset", "probe_expired", "override_set", "override_cleared"];

interface Aftermath {
  /** Oldest first, to the end where there is one. */
  readonly after: readonly StoredEvent[];
  /** Whether that is all. */
  readonly isWhole: boolean;
  /** By what the circuit was closed; null where it was not yet, or that is not known. */
  readonly end: StoredEvent | null;
}

/**
 * What came after a circuit opened.
 * @throws StoreError
 */
export async function aftermathOf(store: Store, trip: StoredEvent, now: number): Promise<Aftermath> {
  let last: Aftermath = { after: [], isWhole: true, end: null };
  for (const reach of REACH_MS) {
    last = await within(store, trip, trip.at + reach);
    if (last.end !== null || !last.isWhole || trip.at + reach > now) return last;
  }
  return last;
}

async function within(store: Store, trip: StoredEvent, until: number): Promise<Aftermath> {
  const { events, isWhole } = await eventsAfter(store, trip, until);
  const end = isWhole ? events.findIndex(isClosing) : -1;
  return { after: end === -1 ? events : events.slice(0, end + 1), isWhole, end: events[end] ?? null };
}

/** The log is read from its end; where it is too long to be read to the trip, nothing is said of it. */
async function eventsAfter(store: Store, trip: StoredEvent, until: number) {
  const events: StoredEvent[] = [];
  const about = { circuits: [trip.circuit ?? ""], kinds: AFTER, since: trip.at, limit: PAGE };
  let before: number | null = null;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await store.history({
      ...about,
      ...(Number.isFinite(until) ? { until } : {}),
      ...(before === null ? {} : { before }),
    });
    events.push(...page.events.filter(({ id }) => id > trip.id));
    before = page.nextBefore;
    if (before === null || before <= trip.id) return { events: events.toReversed(), isWhole: true };
  }
  return { events: [], isWhole: false };
}

function isClosing({ kind, details }: StoredEvent): boolean {
  return kind === "closed" || (kind === "reset" && details.to !== "half_open");
}
