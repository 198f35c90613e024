import type { CircuitState } from "../breaker/index.ts";
import type { CircuitStatistics } from "./circuit-statistics.ts";
import { LATENCY_BOUNDS_MS } from "./latency.ts";

/** One circuit as the metrics show it. */
export interface MeasuredCircuit {
  readonly id: string;
  readonly nodeType: string;
  readonly state: CircuitState;
  readonly statistics: CircuitStatistics;
}

const STATES: readonly CircuitState[] = ["closed", "open", "half_open"];

/**
 * Metrics in the Prometheus text format 0.0.4. The samples come from counts that are kept anyway, buckets included,
 * which a client library that counts for itself has no way to take over.
 */
export function exposition(circuits: readonly MeasuredCircuit[], degraded: boolean): string {
  const families = [
    family("breaker_panel_circuit_state", "gauge", "1 for the state that the circuit is in.", (add) => {
      for (const circuit of circuits) {
        for (const state of STATES) add({ ...labelsOf(circuit), state }, circuit.state === state ? 1 : 0);
      }
    }),
    family("breaker_panel_calls_total", "counter", "Executions by outcome; rejected ones did not run.", (add) => {
      for (const circuit of circuits) {
        const { success, failure, ignored, rejected } = circuit.statistics.totals;
        for (const [outcome, count] of Object.entries({ success, failure, ignored, rejected })) {
          add({ ...labelsOf(circuit), outcome }, count);
        }
      }
    }),
    family("breaker_panel_call_duration_seconds", "histogram", "Seconds that executions took.", (add) => {
      for (const circuit of circuits) addHistogram(circuit, add);
    }),
    family("breaker_panel_store_degraded", "gauge", "1 while the store cannot be reached.", (add) => {
      add({}, degraded ? 1 : 0);
    }),
  ];
  return families.join("");
}

type Add = (labels: Readonly<Record<string, string>>, value: number, suffix?: string) => void;

function family(name: string, type: string, help: string, fill: (add: Add) => void): string {
  const lines = [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
  fill((labels, value, suffix = "") => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`);
    lines.push(`${name}${suffix}${pairs.length === 0 ? "" : `{${pairs.join(",")}}`} ${value}`);
  });
  return `${lines.join("\n")}\n`;
}

function addHistogram(circuit: MeasuredCircuit, add: Add): void {
  const { totals, totalMs } = circuit.statistics;
  const labels = labelsOf(circuit);
  let below = 0;
  for (const [index, bound] of LATENCY_BOUNDS_MS.entries()) {
    below += totals.latency[index] ?? 0;
    add({ ...labels, le: String(bound / 1000) }, below, "_bucket");
  }
  add({ ...labels, le: "+Inf" }, totals.calls, "_bucket");
  add(labels, totalMs / 1000, "_sum");
  add(labels, totals.calls, "_count");
}

function labelsOf({ id, nodeType }: MeasuredCircuit) {
  return { circuit: id, node_type: nodeType };
}

function escapeLabel(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
