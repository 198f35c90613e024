import type { Period } from "@/components/charts/time-axis.ts";
import { counted } from "@/lib/client/format.ts";
import type { IncidentCircuit, IncidentView } from "@/lib/contracts/incident.ts";

/** What the axis of an incident covers: from its first trip to its last closing, or to now. */
export function periodOf(
  { started_at, closed_at }: Pick<IncidentView, "started_at" | "closed_at">,
  now: number,
): Period {
  const from = Date.parse(started_at);
  const until = Math.max(from + 1000, closed_at === null ? now : Date.parse(closed_at));
  return { from, until };
}

/** `open, 3 trips`: what a line of the chart shows, to be heard. */
export function lineInWords({ state, trips }: IncidentCircuit): string {
  return `${state.replace("_", "-")} ${state === "closed" ? "again" : "now"}, ${counted(trips, "trip")}`;
}
