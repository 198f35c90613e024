import type { CircuitView } from "@/lib/contracts/circuit.ts";

type Ramping = Pick<CircuitView, "ramp_ends_at" | "state_since" | "seconds_in_state">;

/**
 * Seconds until a ramp lets everything through, to the second and by the server's clock alone; null where there is
 * no ramp.
 */
export function rampSecondsLeft({ ramp_ends_at, state_since, seconds_in_state }: Ramping): number | null {
  if (ramp_ends_at === null) return null;
  return Math.max(0, (Date.parse(ramp_ends_at) - Date.parse(state_since)) / 1000 - seconds_in_state);
}
