import type { HistoryRange } from "../contracts/history.ts";
import type { CircuitName } from "./circuit-name.ts";
import { circuitPath } from "./circuit-path.ts";

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
}

/** Reads a URL's query; what it does not understand, it leaves out. */
export function circuitPageViewFrom(query: Pick<URLSearchParams, "get">): CircuitPageView {
  const range = RANGES.find((each) => each.range === query.get("range"))?.range ?? "1h";
  const trip = query.get("trip") ?? "";
  return { range, trip: trip === "last" ? trip : /^\d{1,15}$/.test(trip) ? Number(trip) : null };
}

/** Where a circuit's page is, with what it shows. */
export function circuitPageAddress(circuit: CircuitName, { range, trip }: Partial<CircuitPageView> = {}): string {
  const query = new URLSearchParams();
  if (range !== undefined && range !== "1h") query.set("range", range);
  if (trip !== undefined && trip !== null) query.set("trip", String(trip));
  const text = query.toString();
  return circuitPath(circuit.circuit) + (text === "" ? "" : `?${text}`);
}
