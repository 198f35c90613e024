import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import {
  type CircuitEvent,
  IGNORED,
  type Instant,
  type Outcome,
  override,
  type Permit,
  reset,
  SUCCESS,
} from "../../breaker/index.ts";
import { MemoryStore } from "../../stores/memory/memory-store.ts";
import type { CircuitHandle, Grant, NestedPermit } from "../circuit-handle.ts";
import { EarliestFirst } from "../earliest-first.ts";
import { type RegisteredCircuit, Registry } from "../index.ts";
import { delayed } from "./delayed-store.ts";
import { Observer } from "./observer.ts";
import { Random } from "./random.ts";
import { type Phase, type Scenario, scenarioOf } from "./scenario.ts";

const START: Instant = Date.UTC(2026, 0, 1);
/** Seconds after the last phase in which everything must have come right. */
const LONGEST_RECOVERY = 2000;
const HEALTHY: Phase = { length: LONGEST_RECOVERY, success: 1, slowest: 0 };

/** What a run came to. */
export interface Outlook {
  readonly seed: number;
  readonly calls: number;
  readonly rejected: number;
  readonly opened: number;
  /** Every event in its order, as text: the same for the same seed. */
  readonly log: readonly string[];
}

/**
 * Runs a circuit and its callers through whatever the seed says, in virtual time, and asserts throughout what must
 * always hold.
 * @throws AssertionError where something does not
 */
export async function runChaos(seed: number): Promise<Outlook> {
  const world = new World(seed);
  await world.run();
  return world.outlook();
}

class World {
  readonly #seed: number;
  readonly #random: Random;
  readonly #scenario: Scenario;
  readonly #agenda = new EarliestFirst<() => void>();
  readonly #registry: Registry;
  readonly #circuit: RegisteredCircuit;
  readonly #observers = new Map<string, Observer>();
  readonly #log: string[] = [];
  readonly #pending = new Set<Promise<unknown>>();
  #now = START;
  #phase: Phase = HEALTHY;
  #isOver = false;
  #failure: unknown = null;
  #calls = 0;
  #rejected = 0;

  constructor(seed: number) {
    this.#seed = seed;
    this.#random = new Random(seed);
    this.#scenario = scenarioOf(this.#random);
    const { policy, storeDelay } = this.#scenario;
    const now = () => this.#now;
    const store =
      storeDelay === 0
        ? new MemoryStore(now)
        : delayed(
            now,
            (ms, what) => this.#at(this.#now + ms, what),
            () => this.#random.between(0, storeDelay * 1000),
          );
    this.#registry = new Registry({
      store,
      clock: { now },
      instance: "chaos",
      random: this.#random.draw,
      onEvents: (circuit, events) => this.#happened(circuit, events),
    });
    this.#circuit = this.#registry.register("api", policy);
  }

  async run(): Promise<void> {
    let end = START;
    for (const phase of this.#scenario.phases) {
      this.#at(end, () => {
        this.#phase = phase;
      });
      end += phase.length * 1000;
    }
    this.#at(START, () => this.#callAgain(end));
    if (this.#scenario.actRate > 0) this.#at(START + 1, () => this.#actAgain(end));
    await this.#until(end);
    this.#phase = HEALTHY;
    this.#isOver = true;
    await this.#recover(end);
    this.#registry.close();
  }

  outlook(): Outlook {
    const opened = [...this.#observers.values()].reduce((sum, each) => sum + each.opened, 0);
    return { seed: this.#seed, calls: this.#calls, rejected: this.#rejected, opened, log: this.#log };
  }

  #at(at: Instant, what: () => void): void {
    this.#agenda.set(what, Math.round(at));
  }

  async #until(end: Instant): Promise<void> {
    for (let next = this.#agenda.first; next !== undefined && next.at <= end; next = this.#agenda.first) {
      this.#agenda.delete(next.value);
      this.#now = Math.max(this.#now, next.at);
      this.#registry.tick();
      next.value();
      this.#look();
      if (this.#scenario.storeDelay > 0) await setImmediate();
      if (this.#failure !== null) throw this.#failure;
    }
    this.#now = Math.max(this.#now, end);
  }

  /** Nothing is stuck: once all is well again, calls alone close every circuit. */
  async #recover(from: Instant): Promise<void> {
    for (const circuit of this.#all()) this.#track(this.#act(circuit, "lift"));
    for (let second = 1; second <= LONGEST_RECOVERY; second += 1) {
      this.#at(from + second * 1000, () => {
        for (const handle of this.#handles()) this.#call(handle);
      });
      await this.#until(from + second * 1000);
      if ([...this.#all()].every((circuit) => isWell(circuit))) return;
    }
    throw new assert.AssertionError({
      message: `still not closed: ${JSON.stringify([...this.#all()].map((each) => each.describe()))}`,
    });
  }

  *#all(): IterableIterator<RegisteredCircuit> {
    yield* this.#registry.all();
  }

  *#handles(): IterableIterator<CircuitHandle> {
    const { workspaces, credentials } = this.#scenario;
    for (let workspace = 0; workspace < workspaces; workspace += 1) {
      for (let credential = 0; credential < credentials; credential += 1) yield this.#handle(workspace, credential);
    }
  }

  #handle(workspace: number, credential: number): CircuitHandle {
    const callers = this.#registry.callersOf(this.#circuit, this.#scenario.policy);
    return callers?.of(`w${workspace}`, `k${credential}`) ?? this.#circuit;
  }

  #callAgain(end: Instant): void {
    const { workspaces, credentials, rate } = this.#scenario;
    const credential = this.#random.whole(0, credentials - 1);
    this.#call(this.#handle(this.#random.whole(0, workspaces - 1), credential), credential);
    const next = this.#now + (-Math.log(1 - this.#random.draw()) / rate) * 1000;
    if (next < end) this.#at(next, () => this.#callAgain(end));
  }

  #call(handle: CircuitHandle, credential = Number.POSITIVE_INFINITY): void {
    this.#calls += 1;
    const admission = handle.admit("caller");
    const go = (given: Awaited<typeof admission>) => {
      if (given.kind === "rejection") {
        this.#rejected += 1;
        assert.ok(given.retryAfter >= 1 && Number.isInteger(given.retryAfter), "a rejection says how long to wait");
        return;
      }
      this.#granted(given);
      this.#live(handle, given, credential);
    };
    if (admission instanceof Promise) this.#track(admission.then(go));
    else go(admission);
  }

  /** What becomes of an admitted call. */
  #live(handle: CircuitHandle, grant: Grant, credential: number): void {
    const { crash, late, twice, cancel } = this.#isOver
      ? { crash: 0, late: 0, twice: 0, cancel: 0 }
      : this.#scenario.misbehaviour;
    if (this.#random.chance(crash)) return;
    const ms = this.#random.between(0, this.#phase.slowest * 1000);
    const outcome = this.#random.chance(cancel) ? IGNORED : this.#outcome(credential);
    const delay = this.#random.chance(late) ? ms + this.#random.between(0, 100_000) : ms;
    this.#at(this.#now + delay, () => {
      this.#reported(grant, outcome);
      this.#track(handle.settle(grant, outcome, ms));
    });
    if (!this.#random.chance(twice)) return;
    const again = this.#random.pick(SUCCESS, IGNORED, this.#outcome(credential));
    // A probe's permit is one; an ordinary one is shared by all, and only its holder knows to use it once.
    if (permitsOf(grant).every(({ kind }) => kind === "probe")) {
      this.#at(this.#now + delay + this.#random.between(0, 60_000), () => this.#track(handle.settle(grant, again, ms)));
    }
  }

  #outcome(credential: number): Outcome {
    if (credential < this.#scenario.wrongKeys && !this.#isOver) {
      return { kind: "failure", message: "401", group: "401", blame: "caller" };
    }
    return this.#random.chance(this.#phase.success) ? SUCCESS : { kind: "failure", message: "503", group: "503" };
  }

  #actAgain(end: Instant): void {
    const circuits = [...this.#all()];
    const circuit = circuits[this.#random.whole(0, circuits.length - 1)]!;
    this.#track(
      this.#act(circuit, this.#random.pick("close", "test", "forced_open", "forced_closed", "dry_run", "lift")),
    );
    const next = this.#now + (-Math.log(1 - this.#random.draw()) / this.#scenario.actRate) * 1000;
    if (next < end) this.#at(next, () => this.#actAgain(end));
  }

  #act(
    circuit: RegisteredCircuit,
    what: "close" | "test" | "lift" | "forced_open" | "forced_closed" | "dry_run",
  ): unknown {
    const act = { actor: "admin", reason: null, expectedGeneration: null };
    const length = this.#random.chance(0.5) ? null : Math.round(this.#random.between(1, 60_000));
    return circuit.act((value, now) => {
      if (what === "close") return reset(value, { ...act, to: "closed" }, now);
      if (what === "test") return reset(value, { ...act, to: "half_open" }, now);
      return override(value, { ...act, mode: what === "lift" ? null : what, length }, now);
    });
  }

  /** Looking changes nothing: not what is stored, and not what the next look finds. */
  #look(): void {
    if (!this.#random.chance(0.05)) return;
    for (const circuit of this.#all()) {
      const { version } = circuit.confirmed;
      assert.deepEqual(circuit.describe(), circuit.describe());
      assert.equal(circuit.confirmed.version, version);
      const isCurrent = this.#scenario.storeDelay === 0;
      if (isCurrent)
        assert.equal(circuit.describe().probes.length, this.#observer(circuit.id).unsettled(this.#now), "probes");
    }
  }

  #granted(grant: Grant): void {
    for (const permit of permitsOf(grant)) this.#observer(permit.circuit).granted(permit, this.#now);
  }

  #reported(grant: Grant, outcome: Outcome): void {
    for (const permit of permitsOf(grant)) this.#observer(permit.circuit).reported(permit, outcome, this.#now);
  }

  #happened(circuit: string, events: readonly CircuitEvent[]): void {
    for (const event of events) {
      this.#log.push(`${event.at} ${circuit} ${event.kind} ${event.generation}`);
      this.#guard(() => this.#observer(circuit).happened(event));
    }
  }

  #observer(circuit: string): Observer {
    const known = this.#observers.get(circuit);
    if (known !== undefined) return known;
    const observer = new Observer(this.#scenario.policy, this.#scenario.storeDelay * 1000);
    this.#observers.set(circuit, observer);
    return observer;
  }

  #track(done: unknown): void {
    if (!(done instanceof Promise)) return;
    this.#pending.add(done);
    done.then(
      () => this.#pending.delete(done),
      (error: unknown) => {
        this.#failure ??= error;
      },
    );
  }

  #guard(check: () => void): void {
    try {
      check();
    } catch (error) {
      this.#failure ??= error;
    }
  }
}

function permitsOf(grant: Grant): readonly Permit[] {
  return "own" in grant ? [(grant as NestedPermit).own, grant.parent] : [grant];
}

function isWell(circuit: RegisteredCircuit): boolean {
  const { state, share } = circuit.describe();
  return state === "closed" && share === 1;
}
