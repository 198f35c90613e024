import type { IncidentCost, IncidentView } from "../contracts/incident.ts";
import { count, counted, duration } from "./format.ts";

/** How a cost was reckoned: what people must know before they repeat the figure. */
export const COST_SOURCE =
  "Rejected calls, times the median of what the circuit’s calls took from five minutes before its first trip on, of the minutes in which calls failed. From the counts that are kept by the minute.";

/** Seconds that an incident lasted, from its first trip until its last circuit closed, or until `now`. */
export function secondsOf({ started_at, closed_at }: Pick<IncidentView, "started_at" | "closed_at">, now: number) {
  return ((closed_at === null ? now : Date.parse(closed_at)) - Date.parse(started_at)) / 1000;
}

/** What it is called: its circuit, or how many there are. */
export function nameOf({ circuits, circuit_count }: Pick<IncidentView, "circuits" | "circuit_count">): string {
  return circuit_count === 1 ? (circuits[0]?.circuit ?? "1 circuit") : `${count(circuit_count)} circuits`;
}

export function rejectedInWords(cost: IncidentCost | null): string {
  return cost === null ? "unknown" : counted(cost.rejected, "call");
}

export function notWaitedInWords(cost: IncidentCost | null): string {
  return cost === null ? "unknown" : `about ${aboutSeconds(cost)}`;
}

/** Seconds that nobody had to wait, without the word that they are an estimate. */
export function aboutSeconds({ rejected, seconds_not_waited: seconds }: IncidentCost): string {
  return seconds < 1 && rejected > 0 ? "<1 s" : duration(seconds);
}
