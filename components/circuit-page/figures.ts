import { timeOf } from "@/components/charts/time-axis.ts";
import { count, counted, milliseconds } from "@/lib/client/format.ts";
import type { HistoryReply } from "@/lib/contracts/history.ts";
import { statesBetween } from "./span-words.ts";

/** What one step says, in words: `14:02–14:03: closed; 120 calls, 3 failures; p50 12 ms, p95 40 ms, p99 80 ms`. */
export function stepInWords(history: HistoryReply, step: number): string {
  const from = Date.parse(history.from) + step * history.step_seconds * 1000;
  const day = history.range === "1h" ? "" : `${new Date(from).toLocaleDateString("en-GB", { weekday: "short" })} `;
  const when = `${day}${timeOf(from)}–${timeOf(from + history.step_seconds * 1000)}`;
  const calls = history.calls[step] ?? 0;
  const failures = history.failures[step] ?? 0;
  const rejected = history.rejected[step] ?? 0;
  const flow = [
    calls === 0 ? "no calls" : counted(calls, "call"),
    ...(failures > 0 ? [counted(failures, "failure")] : []),
    ...(rejected > 0 ? [`${count(rejected)} rejected`] : []),
  ];
  const states = statesBetween(
    history.spans,
    from,
    from + history.step_seconds * 1000,
    Date.parse(history.server_time),
  );
  return `${when}: ${[states, flow.join(", "), ...latenciesInWords(history, step)].join("; ")}`;
}

function latenciesInWords({ p50_ms, p95_ms, p99_ms }: HistoryReply, step: number): string[] {
  const all = { p50: p50_ms[step], p95: p95_ms[step], p99: p99_ms[step] };
  const known = Object.entries(all).flatMap(([name, ms]) => (ms == null ? [] : [`${name} ${milliseconds(ms)}`]));
  return known.length === 0 ? [] : [known.join(", ")];
}

/** All of a range in words, for whoever does not see the drawing. */
export function rangeInWords({ calls, failures, rejected }: HistoryReply): string {
  const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0);
  return `${counted(sum(calls), "call")}, ${counted(sum(failures), "failure")}, ${count(sum(rejected))} rejected`;
}
