import type { Circuit, CircuitState, Instant, OverrideMode } from "./circuit.ts";
import { andThen, type Step } from "./events.ts";
import { tick } from "./time.ts";
import { transition } from "./transition.ts";

interface Act {
  /** Who did it, for people to read. */
  readonly actor: string;
  readonly reason: string | null;
  /** The generation that the actor saw; the act is refused where the circuit has moved on. Null acts on what is there. */
  readonly expectedGeneration: number | null;
}

export interface ResetAct extends Act {
  readonly to: Extract<CircuitState, "closed" | "half_open">;
}

export interface OverrideAct extends Act {
  /** Null lifts the override. */
  readonly mode: OverrideMode | null;
  /** Milliseconds until it ends by itself; null holds without an end. */
  readonly length: number | null;
}

/** What came of an act of a person. */
export type ActStep = Step & {
  readonly result:
    | { readonly done: true; readonly changed: boolean; readonly previousState: CircuitState }
    | { readonly done: false; readonly refused: "generation_moved" | "already_closed"; readonly generation: number };
};

/**
 * Puts a circuit back to closed, or half-open to have it tested at once. Calls in flight no longer count. The
 * override stays; the last error goes with a reset to closed.
 */
export function reset(circuit: Circuit, act: ResetAct, now: Instant): ActStep {
  const step = tick(circuit, now);
  const current = step.circuit;
  const { generation, state: previousState } = current;
  if (hasMoved(current, act)) return { ...step, result: { done: false, refused: "generation_moved", generation } };
  if (act.to === "half_open" && previousState === "closed") {
    return { ...step, result: { done: false, refused: "already_closed", generation } };
  }
  // Whoever closes it by hand has seen to the cause: nothing is held back, and the next opening is a first one.
  const target = act.to === "closed" ? ({ state: "closed", ramp: 0 } as const) : ({ state: "half_open" } as const);
  const counted = { ...transition(current, target, now), acts: current.acts + 1 };
  const next = act.to === "closed" ? { ...counted, lastError: null, openings: 0 } : counted;
  const changed = previousState !== act.to || current.consecutiveFailures > 0 || current.lastError !== null;
  const { actor, reason, to } = act;
  const event = { kind: "reset", at: now, generation: next.generation, actor, reason, previousState, to } as const;
  return { ...andThen(step, next, event), result: { done: true, changed, previousState } };
}

/** Sets, replaces or lifts the hold on a circuit; its computed state goes on underneath. */
export function override(circuit: Circuit, act: OverrideAct, now: Instant): ActStep {
  const step = tick(circuit, now);
  const current = step.circuit;
  const { generation, state: previousState } = current;
  if (hasMoved(current, act)) return { ...step, result: { done: false, refused: "generation_moved", generation } };
  const { actor, reason, mode, length } = act;
  const author = { at: now, generation, actor, reason };
  if (mode === null) {
    if (current.override === null) return { ...step, result: { done: true, changed: false, previousState } };
    const lifted = { ...current, override: null, acts: current.acts + 1 };
    const event = { kind: "override_cleared", ...author, mode: current.override.mode } as const;
    return { ...andThen(step, lifted, event), result: { done: true, changed: true, previousState } };
  }
  const until = length === null ? null : now + length;
  const held = { ...current, override: { mode, actor, reason, at: now, until, length }, acts: current.acts + 1 };
  const event = { kind: "override_set", ...author, mode, until } as const;
  return { ...andThen(step, held, event), result: { done: true, changed: true, previousState } };
}

function hasMoved(circuit: Circuit, act: Act): boolean {
  return act.expectedGeneration !== null && act.expectedGeneration !== circuit.generation;
}
