import type { Circuit, HalfOpenCircuit, Instant, Override, Probe } from "./circuit.ts";
import { andThen, quiet, type Step } from "./events.ts";
import { rampEnd } from "./ramp.ts";
import { transition } from "./transition.ts";

/**
 * Milliseconds by which the clocks of processes that share a store may differ. What one of them wrote is taken as it is
 * by one whose clock is that much behind: both would write it over and over else.
 */
const CLOCK_SKEW_MS = 1000;

/** When time alone will next change this circuit; `Infinity` where it never will. */
export function nextDeadline(circuit: Circuit): Instant {
  const ofOverride = circuit.override?.until ?? Number.POSITIVE_INFINITY;
  if (circuit.state === "open") return Math.min(circuit.recoverAt, ofOverride);
  if (circuit.state === "half_open") return Math.min(earliestLeaseEnd(circuit), ofOverride);
  return circuit.ramp === null ? ofOverride : Math.min(rampEnd(circuit.ramp), ofOverride);
}

/** When the first unsettled probe gives its permit back at the latest; `Infinity` without probes. */
export function earliestLeaseEnd(circuit: HalfOpenCircuit): Instant {
  return circuit.probes.reduce((earliest, probe) => Math.min(earliest, probe.expiresAt), Number.POSITIVE_INFINITY);
}

/**
 * The circuit as it stands at `now`: every deadline that has passed is applied, in the order in which they passed,
 * each at its own time. The same object comes back where none has.
 */
export function tick(circuit: Circuit, now: Instant): Step {
  let step = quiet(clampDeadlines(circuit, now));
  for (let due = nextDeadline(step.circuit); due <= now; due = nextDeadline(step.circuit)) {
    step = pass(step, due);
  }
  return step;
}

function pass(step: Step, due: Instant): Step {
  const { circuit } = step;
  if (circuit.override !== null && circuit.override.until === due) {
    const { mode } = circuit.override;
    const event = { kind: "override_expired", at: due, generation: circuit.generation, mode } as const;
    return andThen(step, { ...circuit, override: null }, event);
  }
  if (circuit.state === "open") {
    const halfOpen = transition(circuit, { state: "half_open" }, due);
    return andThen(step, halfOpen, { kind: "half_opened", at: due, generation: halfOpen.generation });
  }
  if (circuit.state === "closed") return andThen(step, { ...circuit, ramp: null });
  const { probes, generation } = circuit;
  const expired = probes.filter((probe) => probe.expiresAt <= due);
  const events = expired.map(({ id, by }) => ({ kind: "probe_expired", at: due, generation, probe: id, by }) as const);
  const left = probes.filter((probe) => probe.expiresAt > due);
  return andThen(step, { ...circuit, probes: left }, ...events);
}

/**
 * A deadline that lies further off than its own length, by more than the clocks of a fleet may differ, was written under a clock that has since gone back; it is
 * moved to where the length allows, so that nothing freezes.
 */
function clampDeadlines(circuit: Circuit, now: Instant): Circuit {
  let clamped = circuit;
  if (clamped.state === "open" && clamped.recoverAt - now > clamped.wait + CLOCK_SKEW_MS) {
    clamped = { ...clamped, recoverAt: now + clamped.wait };
  }
  if (clamped.state === "closed" && clamped.ramp !== null && clamped.ramp.from > now + CLOCK_SKEW_MS) {
    clamped = { ...clamped, ramp: { ...clamped.ramp, from: now } };
  }
  if (clamped.state === "half_open" && clamped.probes.some((probe) => isBeyond(probe, now))) {
    const probes = clamped.probes.map((probe) =>
      isBeyond(probe, now) ? { ...probe, expiresAt: now + probe.lease } : probe,
    );
    clamped = { ...clamped, probes };
  }
  const override = clampOverride(clamped.override, now);
  return override === clamped.override ? clamped : { ...clamped, override };
}

function isBeyond(probe: Probe, now: Instant): boolean {
  return probe.expiresAt - now > probe.lease + CLOCK_SKEW_MS;
}

function clampOverride(override: Override | null, now: Instant): Override | null {
  if (override?.until == null || override.length === null) return override;
  return override.until - now > override.length + CLOCK_SKEW_MS
    ? { ...override, until: now + override.length }
    : override;
}
