import {
  type Circuit,
  type ClosedCircuit,
  type HalfOpenCircuit,
  type Instant,
  NO_FAILURES,
  type OpenCircuit,
} from "./circuit.ts";

/** The state to go to, with what is frozen of the policy on the way. */
export type Target =
  /** Milliseconds of the ramp; 0 lets every call in. */
  | { readonly state: "closed"; readonly ramp: number }
  | { readonly state: "half_open" }
  /** Milliseconds to stay open, and the how-manieth opening in a row this is. */
  | { readonly state: "open"; readonly wait: number; readonly openings: number };

/** A circuit of which nobody says the state: whatever belongs to one may be there. */
type Stateless = Partial<Stated<ClosedCircuit> & Stated<OpenCircuit> & Stated<HalfOpenCircuit>>;
type Stated<C extends Circuit> = Omit<C, "state">;

/**
 * Moves a circuit to a state and sets every field that depends on it. The only place where `state`, `generation`
 * and `since` change.
 */
export function transition(circuit: Circuit, target: Target, at: Instant): Circuit {
  // All but what belongs to one state goes on, what a newer version wrote into the circuit included.
  const { ramp, openedAt, recoverAt, wait, probes, successes, ...lasting } = circuit as Stateless & Circuit;
  const common = {
    ...lasting,
    generation: circuit.generation + 1,
    since: circuit.state === target.state ? circuit.since : at,
  };
  switch (target.state) {
    case "closed":
      return {
        ...common,
        state: "closed",
        consecutiveFailures: 0,
        failures: NO_FAILURES,
        ramp: target.ramp > 0 ? { from: at, length: target.ramp } : null,
      };
    case "open":
      return {
        ...common,
        state: "open",
        openings: target.openings,
        openedAt: at,
        recoverAt: at + target.wait,
        wait: target.wait,
      };
    case "half_open":
      return { ...common, state: "half_open", probes: [], successes: 0 };
  }
}
