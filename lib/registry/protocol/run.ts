import { MemoryStore } from "../../stores/memory/memory-store.ts";
import { StoreError } from "../../stores/store.ts";
import { isSameVersion } from "../../stores/version.ts";
import { Random } from "../chaos/random.ts";
import { Admins } from "./admins.ts";
import { Callers } from "./callers.ts";
import { Ledger } from "./ledger.ts";
import { must } from "./must.ts";
import { Process, type World } from "./process.ts";
import type { Sabotage } from "./sabotage.ts";
import { FAIR, type Scenario, scenarioOf } from "./scenario.ts";
import { Tally } from "./tally.ts";
import { Trail } from "./trail.ts";
import { VirtualTime } from "./virtual-time.ts";

/** Steps that are told where a promise was broken. */
const TOLD_STEPS = 40;
/** Milliseconds between calls while all come right, and after which they must have. */
const ROUND_MS = 250;
const LONGEST_RECOVERY_MS = 120_000;
/** Milliseconds in which whatever is on its way arrives. */
const REST_MS = 11_000;
const PAUSE_MS = 15 * 60_000;

export interface Told {
  readonly tally: Tally;
  /** What happened, as text, as far as it was kept. */
  readonly trail: readonly string[];
}

/**
 * Lets instances that share a store live through whatever the seed says, in virtual time: their requests are delayed,
 * lost, repeated and refused, they are cut off, and they die. Asserts throughout what the protocol promises.
 * @throws Error that says what was broken, and what happened before
 */
export async function runProtocol(seed: number, kept = TOLD_STEPS, sabotage: Sabotage = {}): Promise<Told> {
  const history = new History(seed, kept, sabotage);
  try {
    await history.run();
  } catch (cause) {
    const { message } = cause as Error;
    throw new Error(`${message}\n${history.trail().join("\n")}`, { cause });
  }
  return { tally: history.tally, trail: history.trail() };
}

class History {
  readonly tally = new Tally();
  readonly #random: Random;
  readonly #scenario: Scenario;
  readonly #time = new VirtualTime();
  readonly #trail: Trail;
  readonly #world: World;
  readonly #ledger: Ledger;
  readonly #processes: Process[] = [];
  readonly #callers: Callers;
  readonly #admins: Admins;
  readonly #pending = new Map<Promise<unknown>, Process>();
  #isOver = false;
  #failure: unknown = null;

  constructor(seed: number, kept: number, sabotage: Sabotage) {
    this.#random = new Random(seed);
    this.#scenario = scenarioOf(this.#random);
    const now = () => this.#time.now();
    this.#trail = new Trail(kept, now());
    const { policy, skew, weather, lag } = this.#scenario;
    this.#ledger = new Ledger(policy, skew, now);
    const store = sabotage.store?.(now) ?? new MemoryStore(now);
    this.#world = {
      policy,
      sabotage,
      time: this.#time,
      random: this.#random,
      tally: this.tally,
      ledger: this.#ledger,
      store: this.#ledger.watching(store, (swap, version, circuit) => {
        this.tally.writes += 1;
        this.#said("store", `writes ${version.number} of ${swap.writeId}`, circuit);
        for (const process of this.#processes) process.wrote();
      }),
      weather: () => (this.#isOver ? FAIR : weather),
      lag: () => this.#random.between(1, this.#isOver ? 5 : lag),
      said: (who, what, of) => this.#said(who, what, of),
    };
    const track = (process: Process, done: unknown) => this.#track(process, done);
    this.#callers = new Callers(this.#world, this.#scenario, track);
    this.#admins = new Admins(this.#world, () => this.#processes, track);
    for (let index = 0; index < this.#scenario.instances; index += 1) this.#begin(index, 0);
  }

  trail(): string[] {
    return this.#trail.lines();
  }

  async run(): Promise<void> {
    await this.#pass(100);
    const { length, betweenCalls, betweenActs, betweenCuts, betweenCrashes, hasPause } = this.#scenario;
    this.#again(betweenCalls, () => this.#call());
    this.#again(betweenActs, () => this.#act());
    this.#again(betweenCuts, () => this.#cutOff());
    this.#again(betweenCrashes, () => this.#crash());
    await this.#pass(length);
    this.#isOver = true;
    this.#callers.isOver = true;
    this.#admins.isOver = true;
    for (const process of this.#processes) process.joined(this.#random.chance(0.2));
    await this.#pass(5000);
    if (hasPause) await this.#pass(PAUSE_MS);
    await this.#recover();
    await this.#pass(REST_MS);
    this.#checkAgreement();
    for (const process of this.#processes) process.die();
  }

  async #pass(ms: number): Promise<void> {
    await this.#time.pass(ms, () => {
      this.tally.steps += 1;
      if (this.#failure !== null) throw this.#failure;
      for (const process of this.#processes) process.look();
      this.#callers.look();
    });
  }

  #begin(index: number, life: number): void {
    const skew = Math.round(this.#random.between(0, this.#scenario.skew));
    this.#processes[index] = new Process(life === 0 ? `i${index}` : `i${index}.${life}`, this.#world, skew);
  }

  #again(every: number, what: () => void): void {
    if (every === Number.POSITIVE_INFINITY) return;
    this.#time.in(-Math.log(1 - this.#random.draw()) * every, () => {
      if (this.#isOver) return;
      what();
      this.#again(every, what);
    });
  }

  #anyone(): Process {
    return this.#random.pick(...(this.#processes as [Process, ...Process[]]));
  }

  #anyCredential(): number {
    return this.#random.whole(0, this.#scenario.credentials - 1);
  }

  #call(): void {
    const process = this.#anyone();
    if (process.isUp) this.#callers.call(process, this.#anyCredential());
  }

  #act(): void {
    const process = this.#anyone();
    if (process.isUp) this.#admins.act(process, process.idOf(this.#anyCredential()));
  }

  #cutOff(): void {
    const process = this.#anyone();
    if (process.network.cut !== null) return;
    const how = this.#random.pick("refused", "silent");
    this.#said(process.name, `is cut off: ${how}`);
    process.cutOff(how);
    if (this.#random.chance(0.5)) process.registry.storeLost(new StoreError("unavailable", "it cannot be followed"));
    this.#time.in(this.#random.between(100, 4000), () => {
      this.#said(process.name, "is not cut off any more");
      process.joined(this.#random.chance(0.3));
    });
  }

  #crash(): void {
    const index = this.#random.whole(0, this.#processes.length - 1);
    const process = this.#processes[index]!;
    if (!process.isAlive) return;
    this.#said(process.name, "dies");
    this.tally.crashes += 1;
    process.die();
    for (const [done, its] of this.#pending) if (its === process) this.#pending.delete(done);
    this.#time.in(this.#random.between(100, 1500), () => this.#begin(index, this.tally.crashes));
  }

  /** Once all is well, calls alone close every circuit on every instance; only a hold has to be lifted. */
  async #recover(): Promise<void> {
    for (let waited = 0; waited < LONGEST_RECOVERY_MS; waited += ROUND_MS) {
      for (const process of this.#processes.filter(({ isUp }) => isUp)) {
        for (let credential = 0; credential < this.#scenario.credentials; credential += 1) {
          this.#callers.call(process, credential);
        }
      }
      for (const id of this.#ledger.ids()) {
        if (this.#ledger.circuit(id)?.override != null) this.#admins.act(this.#anyone(), id, "lift");
      }
      await this.#pass(ROUND_MS);
      if (this.#processes.every((process) => isWell(process))) return;
    }
    must(false, `stuck: ${JSON.stringify(this.#processes.map((process) => [process.name, ...statesOf(process)]))}`);
  }

  #checkAgreement(): void {
    const waiting = new Set([...this.#pending.values()].map(({ name }) => name));
    must(waiting.size === 0, `somebody waits for ever at ${[...waiting]}`);
    for (const { name, registry } of this.#processes) {
      for (const { id, confirmed, isCutOff } of registry.all()) {
        must(!isCutOff, `${name} has not rejoined the store with ${id}`);
        const stored = this.#world.store.get("circuits", id) as { version: typeof confirmed.version } | null;
        const isAgreed = isSameVersion(stored?.version ?? null, confirmed.version);
        must(isAgreed, `${name} shows ${confirmed.version?.number} of ${id}, stored is ${stored?.version?.number}`);
      }
    }
  }

  #track(process: Process, done: unknown): void {
    if (!(done instanceof Promise)) return;
    this.#pending.set(done, process);
    done.then(
      () => this.#pending.delete(done),
      (error: unknown) => {
        this.#failure ??= error;
      },
    );
  }

  #said(who: string, what: string, of?: unknown): void {
    this.#trail.add(this.#time.now(), who, what, of);
  }
}

function isWell({ isUp, registry }: Process): boolean {
  return (
    isUp &&
    !registry.degraded &&
    [...registry.all()].every((each) => each.describe().state === "closed" && !each.isCutOff)
  );
}

function statesOf({ registry }: Process): unknown[] {
  return [...registry.all()].map((each) => [each.id, each.describe().state, each.isCutOff, registry.degraded]);
}
