import {
  type CircuitDescription,
  type Counts,
  minimumCalls,
  type Override,
  opensBy,
  type Policy,
} from "../../breaker/index.ts";
import type { CircuitView } from "../../contracts/circuit.ts";
import { callerOf } from "../../registry/index.ts";
import type { Caller } from "../context.ts";
import { toInstant, toInstantOrNull } from "../instant.ts";
import type { Found } from "./find-circuit.ts";
import { tenantsOf } from "./tenants.ts";

/** A circuit as the API shows it. */
export function presentCircuit(
  found: Found,
  { principal }: Pick<Caller, "principal">,
  now: number,
  circuit: CircuitDescription = found.circuit.describe(),
): CircuitView {
  const { entry } = found;
  const { nodeType, policy } = entry;
  return {
    node_type: entry.name,
    state: circuit.state,
    consecutive_failures: circuit.consecutiveFailures,
    threshold: circuit.threshold,
    last_error: circuit.lastError?.message ?? null,
    opened_at: toInstantOrNull(circuit.openedAt),
    recovery_at: toInstantOrNull(circuit.recoverAt),
    seconds_until_recovery: circuit.secondsUntilRecovery,
    circuit: circuit.id,
    scope: callerOf(circuit.id),
    generation: circuit.generation,
    state_since: toInstant(circuit.since),
    last_error_at: toInstantOrNull(circuit.lastError?.at ?? null),
    override: presentOverride(circuit.override),
    half_open: presentHalfOpen(circuit, policy.half_open_successes),
    strategy: [policy.strategy].flat(),
    share: circuit.share,
    ramp_ends_at: toInstantOrNull(circuit.rampEndsAt),
    openings: circuit.openings,
    window: circuit.window && presentWindow(circuit.window, policy),
    wait_seconds: circuit.waitSeconds,
    seconds_in_state: secondsSince(circuit.since, now),
    seconds_since_last_error: circuit.lastError === null ? null : secondsSince(circuit.lastError.at, now),
    title: nodeType.title,
    owner: nodeType.owner,
    runbook_url: nodeType.runbookUrl,
    tags: [...nodeType.tags],
    tenants: tenantsOf(found, principal),
  };
}

function presentWindow({ calls, failures, slow }: Counts, policy: Policy): CircuitView["window"] {
  const { window_seconds, window_calls, slow_call_seconds } = policy;
  return {
    calls,
    failures,
    slow,
    seconds: window_calls === null ? window_seconds : null,
    max_calls: window_calls,
    minimum_calls: minimumCalls(policy),
    failure_rate: opensBy(policy, "failure_rate") ? policy.failure_rate : null,
    slow_call_rate: slow_call_seconds === null ? null : policy.slow_call_rate,
    slow_call_seconds,
    open_below: opensBy(policy, "adaptive") ? policy.adaptive.open_below : null,
  };
}

function presentOverride(override: Override | null): CircuitView["override"] {
  if (override === null) return null;
  const { mode, actor, reason, at, until } = override;
  return { mode, actor, reason, at: toInstant(at), expires_at: toInstantOrNull(until) };
}

function presentHalfOpen(circuit: CircuitDescription, successesNeeded: number): CircuitView["half_open"] {
  return {
    max_calls: circuit.maxCalls,
    in_flight: circuit.probes.length,
    successes: circuit.successes,
    successes_needed: successesNeeded,
    probes: circuit.probes.map(({ by, at, expiresAt }) => ({
      by,
      at: toInstant(at),
      expires_at: toInstant(expiresAt),
    })),
  };
}

function secondsSince(at: number, now: number): number {
  return Math.max(0, Math.floor((now - at) / 1000));
}
