import type { CircuitState } from "../breaker/index.ts";
import { VERSION } from "../version.ts";
import type { CircuitStatistics, Totals } from "./circuit-statistics.ts";
import { LATENCY_BOUNDS_MS } from "./latency.ts";
import { addLatencies, emptyLatencies } from "./latency-counts.ts";
import { callsIn } from "./minute-counter.ts";

/** One circuit as the metrics show it. */
export interface MeasuredCircuit {
  readonly id: string;
  readonly nodeType: string;
  readonly state: CircuitState;
  readonly statistics: Pick<CircuitStatistics, "totals">;
}

const STATES: readonly CircuitState[] = ["closed", "open", "half_open"];
const OUTCOMES = ["success", "failure", "ignored", "rejected"] as const;
/** Bounds as `le` says them: in seconds. */
const BOUNDS = LATENCY_BOUNDS_MS.map((bound) => String(bound / 1000));

/**
 * Metrics in the Prometheus text format 0.0.4. The samples come from counts that are kept anyway, buckets included,
 * which a client library that counts for itself has no way to take over.
 */
export function exposition(circuits: readonly MeasuredCircuit[], degraded: boolean): string {
  const measured = circuits.map(({ id, nodeType, state, statistics: { totals } }) => {
    const labels = `circuit="${escapeLabel(id)}",node_type="${escapeLabel(nodeType)}"`;
    return { labels, state, totals };
  });
  const { rss } = process.memoryUsage();
  return [
    ...family("breaker_panel_circuit_state", "gauge", "1 for the state that the circuit is in."),
    ...measured.flatMap(({ labels, state }) =>
      STATES.map((each) => `breaker_panel_circuit_state{${labels},state="${each}"} ${each === state ? 1 : 0}`),
    ),
    ...family("breaker_panel_calls_total", "counter", "Executions by outcome; rejected ones did not run."),
    ...measured.flatMap(({ labels, totals }) =>
      OUTCOMES.map((outcome) => `breaker_panel_calls_total{${labels},outcome="${outcome}"} ${totals[outcome]}`),
    ),
    ...family("breaker_panel_call_duration_seconds", "histogram", "Seconds that executions took."),
    ...measured.flatMap(({ labels, totals }) => histogram(labels, totals)),
    ...family("breaker_panel_store_degraded", "gauge", "1 while the store cannot be reached."),
    `breaker_panel_store_degraded ${degraded ? 1 : 0}`,
    ...family("breaker_panel_build_info", "gauge", "1, with the version that runs."),
    `breaker_panel_build_info{version="${escapeLabel(VERSION)}",node="${process.version}"} 1`,
    ...family("process_start_time_seconds", "gauge", "When the process started, in seconds since the epoch."),
    `process_start_time_seconds ${performance.timeOrigin / 1000}`,
    ...family("process_resident_memory_bytes", "gauge", "Memory that the process holds."),
    `process_resident_memory_bytes ${rss}`,
    "",
  ].join("\n");
}

function family(name: string, type: "gauge" | "counter" | "histogram", help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

/** A circuit that was never called has no histogram: 32 lines of zeros for each would be most of the answer. */
function histogram(labels: string, totals: Totals): string[] {
  const calls = callsIn(totals);
  if (calls === 0) return [];
  const latency = emptyLatencies();
  addLatencies(latency, totals.latency);
  const name = "breaker_panel_call_duration_seconds";
  let below = 0;
  const buckets = BOUNDS.map((bound, index) => {
    below += latency[index] ?? 0;
    return `${name}_bucket{${labels},le="${bound}"} ${below}`;
  });
  return [
    ...buckets,
    `${name}_bucket{${labels},le="+Inf"} ${calls}`,
    `${name}_sum{${labels}} ${totals.ms / 1000}`,
    `${name}_count{${labels}} ${calls}`,
  ];
}

function escapeLabel(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
