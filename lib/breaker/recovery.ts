import type { Circuit, Instant } from "./circuit.ts";
import { lotOf } from "./lot.ts";
import type { Policy } from "./policy.ts";

/** Milliseconds that a circuit stays open at the least. */
const SHORTEST_WAIT_MS = 100;

/** How often a circuit will have opened in a row if it opens at `now`; closed for long enough, it begins again at 1. */
export function openingsAt(circuit: Circuit, { recovery_backoff }: Policy, now: Instant): number {
  const isRested = circuit.state === "closed" && now - circuit.since >= recovery_backoff.reset_after_seconds * 1000;
  return isRested ? 1 : circuit.openings + 1;
}

/**
 * Milliseconds to stay open, the `openings`-th time in a row: `recovery_timeout × factor^(openings − 1)` up to the cap,
 * and with jitter a random share of that ("full jitter": M. Brooker, "Exponential Backoff and Jitter").
 */
export function recoveryWait(circuit: Circuit, policy: Policy, openings: number, now: Instant): number {
  const { factor, cap_seconds, jitter } = policy.recovery_backoff;
  const base = policy.recovery_timeout;
  const longest = Math.max(base, Math.min(cap_seconds, base * factor ** (openings - 1)));
  const seconds = jitter ? longest * lotOf(circuit.id, circuit.generation, now) : longest;
  return Math.max(SHORTEST_WAIT_MS, Math.round(seconds * 1000));
}
