import type { HistoryRange } from "../contracts/history.ts";
import { EVENT_KINDS } from "../contracts/lists.ts";
import type { CircuitName } from "./circuit-name.ts";
import { circuitPath } from "./circuit-path.ts";
import type { EventFilter } from "./event-filter.ts";

/** The ranges that a circuit's page can show. */
export const RANGES: readonly { readonly range: HistoryRange; readonly name: string }[] = [
  { range: "1h", name: "1 hour" },
  { range: "24h", name: "24 hours" },
  { range: "7d", name: "7 days" },
];

/** What a circuit's page shows, as its URL says. */
export interface CircuitPageView {
  readonly range: HistoryRange;
  /** The trip that is asked about: the id of its event, or the last one. */
  readonly trip: number | "last" | null;
  /** The kind of events that are listed; null is all. */
  readonly kind: string | null;
}

/** Reads a URL's query; what it does not understand, it leaves out. */
export function circuitPageViewFrom(query: Pick<URLSearchParams, "get">): CircuitPageView {
  const range = RANGES.find((each) => each.range === query.get("range"))?.range ?? "1h";
  const trip = query.get("trip") ?? "";
  const kind = EVENT_KINDS.find((each) => each === query.get("kind")) ?? null;
  return { range, trip: trip === "last" ? trip : /^\d{1,15}$/.test(trip) ? Number(trip) : null, kind };
}

/** Where a circuit's page is, with what it shows. */
export function circuitPageAddress(circuit: CircuitName, view: Partial<CircuitPageView> = {}): string {
  const { range, trip, kind } = view;
  const query = new URLSearchParams();
  if (range !== undefined && range !== "1h") query.set("range", range);
  if (trip !== undefined && trip !== null) query.set("trip", String(trip));
  if (kind) query.set("kind", kind);
  const text = query.toString();
  return circuitPath(circuit.circuit) + (text === "" ? "" : `?${text}`);
}

const LATEST_EVENTS = 20;

/** The events that the page lists. */
export function eventsOf(circuit: string, kind: string | null): EventFilter {
  return { circuit, ...(kind === null ? {} : { kind }), limit: LATEST_EVENTS };
}
