import type { RevisedPolicy } from "../breaker/index.ts";
import type { CallerCircuits, CircuitHandle } from "./circuit-handle.ts";
import { type CallerScope, callerCircuitId, callerOf } from "./circuit-id.ts";
import type { Clock } from "./clock.ts";
import type { Deadlines } from "./deadlines.ts";
import { NestedCircuit } from "./nested-circuit.ts";
import type { RegisteredCircuit } from "./registered-circuit.ts";

/** How many circuits the callers of one node type may have at a time: somebody may be making credentials up. */
export const MOST_CALLER_CIRCUITS = 10_000;
/** Milliseconds between looks at what is idle. */
const ROUND_MS = 60_000;
/** Rounds without a call after which a closed circuit is forgotten; where there is no place left, one is enough. */
const IDLE_ROUNDS = 10;
/** How many are forgotten in a round at the most, so that nothing waits long for the store. */
const FORGOTTEN_PER_ROUND = 1000;

/** What keeps the circuits themselves. */
export interface Keeper {
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  register(id: string, policy: RevisedPolicy): RegisteredCircuit;
  unregister(id: string): void;
  /** Unregisters a circuit and removes what is stored of it. */
  forget(id: string): void;
  /** Ids of the stored circuits of this node type's callers that are not registered, of whatever scope. */
  stored(nodeType: string): string[];
}

interface Entry {
  readonly handle: NestedCircuit;
  /** The round in which it was last asked for. */
  usedIn: number;
}

/**
 * The circuits of one node type's callers. Each is made when its caller first runs something. One that is closed and
 * idle is forgotten; one that is not closed, or that somebody holds, never is.
 */
export class NestedCircuits implements CallerCircuits {
  readonly #keeper: Keeper;
  readonly #parent: RegisteredCircuit;
  readonly #most: number;
  readonly #entries = new Map<string, Entry>();
  #policy: RevisedPolicy;
  #round = 0;
  /** The round in which a place was last looked for in vain. */
  #fullIn = -1;

  constructor(keeper: Keeper, parent: RegisteredCircuit, policy: RevisedPolicy, most = MOST_CALLER_CIRCUITS) {
    this.#keeper = keeper;
    this.#parent = parent;
    this.#policy = policy;
    this.#most = most;
    // Those of another scope have nobody who would call them. What is idle is forgotten here as ever, also in the store.
    for (const id of keeper.stored(parent.id)) this.learn(id);
  }

  get size(): number {
    return this.#entries.size;
  }

  of(workspace: string | null, credential: string | null): CircuitHandle | null {
    const scope = this.#scopeOf(workspace, credential);
    if (scope === null) return this.#parent;
    const id = callerCircuitId(this.#parent.id, scope);
    const known = this.#entries.get(id);
    if (known !== undefined) {
      known.usedIn = this.#round;
      return known.handle;
    }
    return this.#hasPlace() ? this.#add(id) : null;
  }

  /** Has a circuit too that another process made, as far as there is place. */
  learn(id: string): void {
    if (!this.#entries.has(id) && this.#isOfScope(id) && this.#hasPlace()) this.#add(id);
  }

  /** A caller's circuit where there is one; looking makes none. */
  get(scope: CallerScope): RegisteredCircuit | undefined {
    return this.#entries.get(callerCircuitId(this.#parent.id, scope))?.handle.own;
  }

  /** Every caller's circuit. */
  *all(): IterableIterator<RegisteredCircuit> {
    for (const { handle } of this.#entries.values()) yield handle.own;
  }

  /** Puts another policy of the same scope in force. */
  set policy(policy: RevisedPolicy) {
    this.#policy = policy;
    for (const circuit of this.all()) circuit.policy = policy;
  }

  get policy(): RevisedPolicy {
    return this.#policy;
  }

  /** Forgets what has been closed and idle for long enough. */
  tick(): void {
    this.#round += 1;
    this.#forget(IDLE_ROUNDS);
    if (this.#entries.size > 0) this.#lookAgain();
  }

  /** Takes all of them out of the registry; what is stored of them stays. */
  release(): void {
    for (const id of this.#entries.keys()) this.#keeper.unregister(id);
    this.#entries.clear();
    this.#keeper.deadlines.set(this, Number.POSITIVE_INFINITY);
  }

  /** What the policy's scope makes of a caller; null where the caller lacks what it asks for. */
  #scopeOf(workspace: string | null, credential: string | null): CallerScope | null {
    if (this.#policy.scope === "credential") return credential === null ? null : { workspace, credential };
    return workspace === null ? null : { workspace, credential: null };
  }

  #isOfScope(id: string): boolean {
    const isCredentials = callerOf(id)?.credential !== null;
    return isCredentials === (this.#policy.scope === "credential");
  }

  #hasPlace(): boolean {
    if (this.#entries.size < this.#most) return true;
    if (this.#fullIn === this.#round) return false;
    this.#forget(1);
    if (this.#entries.size < this.#most) return true;
    this.#fullIn = this.#round;
    return false;
  }

  #add(id: string): NestedCircuit {
    const handle = new NestedCircuit(this.#parent, this.#keeper.register(id, this.#policy));
    if (this.#entries.size === 0) this.#lookAgain();
    this.#entries.set(id, { handle, usedIn: this.#round });
    return handle;
  }

  #forget(rounds: number): void {
    let left = FORGOTTEN_PER_ROUND;
    for (const [id, { handle, usedIn }] of this.#entries) {
      if (left === 0) return;
      if (this.#round - usedIn < rounds || !handle.own.isForgettable) continue;
      this.#entries.delete(id);
      this.#keeper.forget(id);
      left -= 1;
    }
  }

  #lookAgain(): void {
    this.#keeper.deadlines.set(this, this.#keeper.clock.now() + ROUND_MS);
  }
}
