import type { ClosedCircuit, Instant, Ramp } from "./circuit.ts";

/** The share of calls in the first half of a ramp, and in the second. */
const SHARES = [0.05, 0.25] as const;

/** The share of calls that a closed circuit lets through at `now` because it has closed lately; 1 without a ramp. */
export function rampShare({ ramp }: ClosedCircuit, now: Instant): number {
  if (ramp === null) return 1;
  const { from, length } = ramp;
  if (now - from >= length) return 1;
  return now - from < length / 2 ? SHARES[0] : SHARES[1];
}

/** When a ramp lets everything through. */
export function rampEnd({ from, length }: Ramp): Instant {
  return from + length;
}
