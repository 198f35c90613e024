import { count, sharePercent } from "@/lib/client/format.ts";
import type { CircuitView } from "@/lib/contracts/circuit.ts";
import type { Policy } from "@/lib/contracts/policy.ts";

type Window = NonNullable<CircuitView["window"]>;
type Strategies = CircuitView["strategy"];

/**
 * What a circuit's window holds, and at which share it opens: a sentence for failures, one for slow calls, where they
 * are judged. While the policy is not known, without its limits.
 */
export function windowSentences(window: Window, strategies: Strategies, policy: Policy | null): readonly string[] {
  if (window.calls === 0) return ["No calls to judge by yet"];
  const { failures, slow } = window;
  const [failing, slowness] = [failureLimit(strategies, policy), slowLimit(policy)];
  return [
    ...(failing === null ? [] : [sentence(window, failures, "failed", failing, policy)]),
    ...(slowness === null || policy === null
      ? []
      : [sentence(window, slow, `took ${policy.slow_call_seconds} s or longer`, slowness, policy)]),
  ];
}

function sentence({ calls }: Window, some: number, did: string, limit: string, policy: Policy | null): string {
  const judgedFrom = policy === null ? 0 : Math.min(policy.minimum_calls, policy.window_calls ?? policy.minimum_calls);
  const clause = calls < judgedFrom ? `judged from ${count(judgedFrom)} on` : limit;
  return `${count(some)} of ${count(calls)} ${calls === 1 ? "call" : "calls"} ${did}${clause && `, ${clause}`}`;
}

/** Null where failures are not judged by their share; empty where the limit is not known, or there is none. */
function failureLimit(strategies: Strategies, policy: Policy | null): string | null {
  if (strategies.includes("failure_rate")) return policy ? `opens at ${sharePercent(policy.failure_rate)}` : "";
  if (!strategies.includes("adaptive")) return null;
  const least = policy?.adaptive.open_below ?? 0;
  return least === 0 ? "" : `opens below ${sharePercent(least)} success`;
}

function slowLimit(policy: Policy | null): string | null {
  if (policy === null || policy.slow_call_seconds === null) return null;
  return `opens at ${sharePercent(policy.slow_call_rate)}`;
}
