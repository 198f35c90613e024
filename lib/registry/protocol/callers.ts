import {
  IGNORED,
  type Instant,
  type Outcome,
  type Permit,
  type Rejection,
  SUCCESS,
  settle,
} from "../../breaker/index.ts";
import type { Grant, NestedPermit } from "../circuit-handle.ts";
import type { RegisteredCircuit } from "../index.ts";
import { must } from "./must.ts";
import type { Process, World } from "./process.ts";
import type { Scenario } from "./scenario.ts";

interface Out {
  readonly permit: Extract<Permit, { kind: "probe" }>;
  readonly process: Process;
  /** Whether it was given by an instance that went on alone. */
  readonly isAlone: boolean;
  /** The merges of its process by then: what a fork had given out before one is worth nothing after it. */
  readonly merges: number;
}

/** An outcome whose caller has been told that it is stored. */
interface Told {
  readonly process: Process;
  readonly circuit: RegisteredCircuit;
  readonly permit: Permit;
  readonly outcome: Outcome;
}

/** Those who run executions through any of the processes, and what they were told. */
export class Callers {
  isOver = false;
  readonly #world: World;
  readonly #scenario: Scenario;
  readonly #track: (process: Process, done: unknown) => void;
  readonly #out = new Map<string, Out>();
  #told: Told[] = [];
  #count = 0;

  constructor(world: World, scenario: Scenario, track: (process: Process, done: unknown) => void) {
    this.#world = world;
    this.#scenario = scenario;
    this.#track = track;
  }

  call(process: Process, credential: number): void {
    const { tally, sabotage, said } = this.#world;
    const handle = process.handle(credential);
    const circuit = process.registry.get(handle.id)!;
    tally.calls += 1;
    const take = (given: Grant | Rejection) => {
      if (given.kind === "rejection") tally.rejected += 1;
      else this.#granted(process, given as Grant);
      said(process.name, given.kind === "rejection" ? "rejects" : "admits", given);
      if (given.kind !== "rejection") this.#run(process, handle, given as Grant);
    };
    const admission = sabotage.admits?.(circuit) ?? handle.admit(process.name);
    if (admission instanceof Promise) this.#track(process, admission.then(take));
    else take(admission);
  }

  /** Whoever was told that an outcome is stored finds it stored, or it did not count any more. */
  look(): void {
    if (this.#told.length === 0) return;
    const told = this.#told;
    this.#told = [];
    for (const each of told) {
      if (each.outcome.kind !== "failure") continue;
      // In the same batch, a success after it leaves nothing of it.
      const isCleared = told.some(({ circuit, outcome }) => circuit === each.circuit && outcome.kind === "success");
      if (!isCleared) this.#checkTold(each);
    }
  }

  #checkTold({ process, circuit, permit, outcome }: Told): void {
    const { ledger, policy } = this.#world;
    const { message } = outcome as Outcome & { kind: "failure" };
    if (circuit.isCutOff || ledger.hasCounted(circuit.id, message)) return;
    if (permit.kind !== "probe" && policy.strategy !== "consecutive") return;
    const would = settle(circuit.confirmed.circuit, policy, permit, outcome, process.now()).circuit;
    must(would.lastError?.message !== message, `${process.name} told that failure ${message} is stored; it is not`);
  }

  #granted(process: Process, grant: Grant): void {
    for (const permit of permitsOf(grant)) {
      if (permit.kind !== "probe") continue;
      const { ledger } = this.#world;
      // What was granted and settled by others in one batch never was stored as a probe, and its permit is worth nothing.
      const isOld = (ledger.circuit(permit.circuit)?.generation ?? 0) > permit.generation;
      const isAlone = isOld || (process.registry.get(permit.circuit)?.isCutOff ?? true);
      const isStored = ledger.hasStored(permit.circuit, permit.probe);
      must(isAlone || isStored, `${process.name} gave a probe ${permit.probe} that is not stored`);
      this.#out.set(permit.probe, { permit, process, isAlone, merges: process.merges });
      ledger.said.set(permit.probe, null);
      this.#checkProbes(process, permit, isAlone);
    }
  }

  #checkProbes(process: Process, { circuit, generation }: Permit, isAlone: boolean): void {
    const now: Instant = this.#world.time.now() + this.#scenario.skew;
    let out = 0;
    for (const [id, each] of this.#out) {
      if (each.permit.expiresAt <= now) this.#out.delete(id);
      else if (each.permit.circuit !== circuit || each.permit.generation !== generation) continue;
      else if (isAlone ? each.process === process && each.merges === process.merges : !each.isAlone) out += 1;
    }
    const most = this.#world.policy.half_open_max_calls;
    must(out <= most, `${out} probes are out in generation ${generation}, ${most} may be`);
  }

  #run(process: Process, handle: ReturnType<Process["handle"]>, grant: Grant): void {
    const { random, time } = this.#world;
    const { dead, lateCalls } = this.#scenario;
    if (!this.isOver && random.chance(dead)) return;
    const isLate = !this.isOver && random.chance(lateCalls);
    const grantedAt = time.now();
    time.in(isLate ? random.between(0, 10_000) : random.between(1, 100), () => {
      if (process.isAlive) this.#report(process, handle, grant, grantedAt);
    });
  }

  #report(process: Process, handle: ReturnType<Process["handle"]>, grant: Grant, grantedAt: Instant): void {
    const { said, sabotage } = this.#world;
    const outcome = this.#outcome();
    const permits = permitsOf(grant);
    const blamed = outcome.kind === "failure" && outcome.blame === "caller" ? permits[0]! : permits.at(-1)!;
    if (outcome.kind === "failure") this.#world.ledger.reported.set(outcome.message, { permit: blamed, grantedAt });
    for (const permit of permits) this.#says(permit, permit === blamed ? outcome.kind : mild(outcome));
    said(process.name, `is told ${outcome.kind}`, outcome.kind === "failure" ? outcome.message : permits);
    const circuits = permits.map(({ circuit }) => process.registry.get(circuit));
    const told = () => {
      permits.forEach((permit, index) => {
        const circuit = circuits[index];
        if (circuit === undefined || circuit.isCutOff || process.registry.get(circuit.id) !== circuit) return;
        const part = permit === blamed || outcome.kind === "success" ? outcome : IGNORED;
        this.#told.push({ process, circuit, permit, outcome: part });
      });
    };
    const [only] = permits;
    const given =
      sabotage.settles && permits.length === 1 && circuits[0] ? sabotage.settles(only!, circuits[0]) : grant;
    const done = handle.settle(given, outcome);
    if (done instanceof Promise) this.#track(process, done.then(told));
    else told();
  }

  #says(permit: Permit, what: "success" | "failure" | "ignored"): void {
    if (permit.kind !== "probe") return;
    this.#world.ledger.said.set(permit.probe, what);
    this.#out.delete(permit.probe);
  }

  #outcome(): Outcome {
    const { random } = this.#world;
    if (this.isOver || random.chance(this.#scenario.success)) return SUCCESS;
    if (random.chance(0.05)) return IGNORED;
    this.#count += 1;
    const blame = this.#scenario.credentials > 1 && random.chance(0.5) ? "caller" : "dependency";
    return { kind: "failure", message: `f${this.#count}`, group: "503", blame };
  }
}

function mild(outcome: Outcome): "success" | "ignored" {
  return outcome.kind === "success" ? "success" : "ignored";
}

/** The caller's own before that of the node type. */
function permitsOf(grant: Grant): readonly Permit[] {
  return "own" in grant ? [(grant as NestedPermit).own, grant.parent] : [grant];
}
