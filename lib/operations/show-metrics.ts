import { authorize } from "../auth/permissions.ts";
import { exposition } from "../telemetry/metrics.ts";
import type { Caller, Services } from "./context.ts";

/** Every circuit's state, calls and latencies in the Prometheus text format. */
export function showMetrics(
  { catalogue, statistics, registry }: Pick<Services, "catalogue" | "statistics" | "registry">,
  caller: Caller,
): string {
  authorize(caller.principal, "read");
  const circuits = catalogue.all().map(({ name, circuit }) => ({
    id: circuit.id,
    nodeType: name,
    state: circuit.describe().state,
    statistics: statistics.of(circuit.id),
  }));
  return exposition(circuits, registry.degraded);
}
