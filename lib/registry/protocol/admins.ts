import { type ActStep, type Circuit, type Instant, override, reset } from "../../breaker/index.ts";
import { StoreError } from "../../stores/store.ts";
import { Broken, must } from "./must.ts";
import type { Process, World } from "./process.ts";

type Kind = "close" | "test" | "forced_open" | "forced_closed" | "dry_run" | "lift";

interface Act {
  readonly id: string;
  readonly kind: Kind;
  /** No other act has it. */
  readonly reason: string;
  /** Null where it cannot be repeated. */
  readonly writeId: string | null;
  apply(circuit: Circuit, now: Instant): ActStep;
}

/** People who act on circuits through any of the processes, and what they were told. */
export class Admins {
  isOver = false;
  readonly #world: World;
  readonly #processes: () => readonly Process[];
  readonly #track: (process: Process, done: unknown) => void;
  #count = 0;

  constructor(world: World, processes: () => readonly Process[], track: (process: Process, done: unknown) => void) {
    this.#world = world;
    this.#processes = processes;
    this.#track = track;
  }

  act(process: Process, id: string, kind = this.#kind()): void {
    this.#count += 1;
    const reason = `a${this.#count}`;
    const length = this.#world.random.chance(0.5) ? 1000 : null;
    const act = { actor: "ada", reason, expectedGeneration: null };
    this.#try(process, {
      id,
      kind,
      reason,
      writeId: this.#world.random.chance(0.5) ? reason : null,
      apply(circuit, now) {
        if (kind === "close") return reset(circuit, { ...act, to: "closed" }, now);
        if (kind === "test") return reset(circuit, { ...act, to: "half_open" }, now);
        return override(circuit, { ...act, mode: kind === "lift" ? null : kind, length }, now);
      },
    });
  }

  #kind(): Kind {
    return this.#world.random.pick<Kind>(
      "close",
      "close",
      "close",
      "test",
      "forced_open",
      "forced_closed",
      "dry_run",
      "lift",
    );
  }

  #try(process: Process, act: Act, isFirst = true): void {
    const circuit = process.registry.get(act.id);
    if (circuit === undefined) return;
    const { said, tally } = this.#world;
    tally.acts += 1;
    said(process.name, `act ${act.reason}: ${act.kind}`, act.id);
    const failed = (error: unknown) => this.#failed(process, act, isFirst, error);
    try {
      const done = circuit.act((value, now) => act.apply(value, now), act.writeId);
      const succeeded = (result: ActStep["result"]) => this.#succeeded(process, act, isFirst, result);
      if (done instanceof Promise) this.#track(process, done.then(succeeded, failed));
      else succeeded(done);
    } catch (error) {
      failed(error);
    }
  }

  #succeeded(process: Process, { reason, kind }: Act, isFirst: boolean, result: ActStep["result"]): void {
    this.#world.said(process.name, `act ${reason} is done`, result);
    const isEvent = result.done && (kind !== "lift" || result.changed);
    const count = this.#world.ledger.acts.get(reason) ?? 0;
    if (isEvent) must(count === 1, `act ${reason} was acknowledged, and carried out ${count} times`);
    else must(!isFirst || count === 0, `act ${reason} was refused, and carried out`);
  }

  #failed(process: Process, act: Act, isFirst: boolean, error: unknown): void {
    if (error instanceof Broken || !(error instanceof StoreError)) throw error;
    const { ledger, random, said, time } = this.#world;
    said(process.name, `act ${act.reason} has failed: ${error.code}`);
    if (error.code === "unavailable" && isFirst) {
      must(!ledger.acts.has(act.reason), `act ${act.reason} was said not to be carried out, and was`);
      ledger.refused.add(act.reason);
    }
    if (error.code === "unavailable" || act.writeId === null || this.isOver) return;
    time.in(random.between(1, 2000), () => {
      const other = random.chance(0.5) ? process : random.pick(...(this.#processes() as [Process, ...Process[]]));
      if (other.isUp) this.#try(other, act, false);
    });
  }
}
