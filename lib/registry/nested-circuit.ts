import { IGNORED, type Outcome, type Rejection } from "../breaker/index.ts";
import type { Awaitable } from "../stores/store.ts";
import type { CircuitHandle, Grant, NestedPermit } from "./circuit-handle.ts";
import type { RegisteredCircuit } from "./registered-circuit.ts";

/**
 * The circuit of one caller, with the node type's own above it: an execution needs a permit of both, and a failure
 * feeds only the one that it blames.
 */
export class NestedCircuit implements CircuitHandle {
  readonly parent: RegisteredCircuit;
  readonly own: RegisteredCircuit;
  /** What was given last: on two healthy circuits every call gets the same. */
  #given: NestedPermit | null = null;

  constructor(parent: RegisteredCircuit, own: RegisteredCircuit) {
    this.parent = parent;
    this.own = own;
  }

  get id(): string {
    return this.own.id;
  }

  admit(by: string | null): Awaitable<Grant | Rejection> {
    // First, so that a caller who is kept out anyway never holds one of the node type's few probes.
    if (this.own.isBlocked()) return this.own.admit(by);
    const parent = this.parent.admit(by);
    return parent instanceof Promise ? parent.then((admission) => this.#under(admission, by)) : this.#under(parent, by);
  }

  settle(grant: Grant, outcome: Outcome, ms = 0): Awaitable<void> {
    const { own, parent } = grant as NestedPermit;
    const [toOwn, toParent] = told(outcome);
    // How long a call takes is the dependency's doing.
    const settledOwn = this.own.settle(own, toOwn);
    const settledParent = this.parent.settle(parent, toParent, ms);
    if (settledOwn instanceof Promise) return settledOwn.then(() => settledParent);
    return settledParent;
  }

  isBlocked(): boolean {
    return this.own.isBlocked() || this.parent.isBlocked();
  }

  #under(parent: Grant | Rejection, by: string | null): Awaitable<Grant | Rejection> {
    if (parent.kind === "rejection") return parent;
    const own = this.own.admit(by);
    const above = parent as NestedPermit["parent"];
    return own instanceof Promise ? own.then((admission) => this.#both(above, admission)) : this.#both(above, own);
  }

  #both(parent: NestedPermit["parent"], admission: Grant | Rejection): Awaitable<Grant | Rejection> {
    if (admission.kind === "rejection") {
      const givenBack = this.parent.settle(parent, IGNORED);
      return givenBack instanceof Promise ? givenBack.then(() => admission) : admission;
    }
    const own = admission as NestedPermit["own"];
    if (this.#given === null || this.#given.own !== own || this.#given.parent !== parent) {
      this.#given = { kind: kindOf(own, parent), own, parent };
    }
    return this.#given;
  }
}

function kindOf(own: NestedPermit["own"], parent: NestedPermit["parent"]): NestedPermit["kind"] {
  if (own.kind === "probe" || parent.kind === "probe") return "probe";
  return own.kind === "void" || parent.kind === "void" ? "void" : "pass";
}

/** What the caller's circuit is told of an outcome, and what the node type's. */
function told(outcome: Outcome): readonly [own: Outcome, parent: Outcome] {
  if (outcome.kind !== "failure") return [outcome, outcome];
  return outcome.blame === "caller" ? [outcome, IGNORED] : [IGNORED, outcome];
}
