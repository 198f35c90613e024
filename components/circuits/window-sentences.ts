import { count, counted, sharePercent } from "@/lib/client/format.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";

type Window = NonNullable<CircuitView["window"]>;

/**
 * What a circuit's window holds, and at which share it opens: a sentence for failures, one for slow calls, where they
 * are judged.
 */
export function windowSentences(window: Window): readonly string[] {
  if (window.calls === 0) return ["No calls to judge by yet"];
  const { failures, slow, slow_call_seconds, slow_call_rate } = window;
  const failing = failureLimit(window);
  return [
    ...(failing === null ? [] : [sentence(window, failures, "failed", failing)]),
    ...(slow_call_rate === null
      ? []
      : [sentence(window, slow, `took ${slow_call_seconds} s or longer`, `opens at ${sharePercent(slow_call_rate)}`)]),
  ];
}

function sentence({ calls, minimum_calls }: Window, some: number, did: string, limit: string): string {
  const clause = calls < minimum_calls ? `judged from ${count(minimum_calls)} on` : limit;
  return `${count(some)} of ${counted(calls, "call")} ${did}${clause && `, ${clause}`}`;
}

/** Null where failures are not judged by their share; empty where there is no limit. */
function failureLimit({ failure_rate, open_below }: Window): string | null {
  if (failure_rate !== null) return `opens at ${sharePercent(failure_rate)}`;
  if (open_below === null) return null;
  return open_below === 0 ? "" : `opens below ${sharePercent(open_below)} success`;
}
