import {
  admit,
  type Circuit,
  type CircuitEvent,
  type Instant,
  newCircuit,
  type Outcome,
  override,
  type RevisedPolicy,
  type Step,
  SUCCESS,
  settle,
  tick,
} from "../../lib/breaker/index.ts";
import { chance, pick } from "./chance.ts";
import type { SeededCircuit } from "./house.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const ERRORS = [
  ["503 Service Unavailable: upstream connect error or disconnect/reset before headers", "503"],
  ["ETIMEDOUT connecting to 10.2.0.14:587", "timeout"],
  ["504 Gateway Timeout after 10 s", "504"],
  ["connect ECONNREFUSED 10.4.1.9:443", "network"],
  ["429 Too Many Requests: quota of this key is used up until midnight", "429"],
] as const;
const HOLDS = [
  ["forced_open", "the provider asked us to stop until they have moved"],
  ["forced_closed", "a false alarm of their health checks"],
  ["dry_run", "new breaker: watched for a week first"],
] as const;

/** One circuit's life up to `now`, told by the breaker itself. */
export class Life {
  circuit: Circuit;
  readonly events: CircuitEvent[] = [];
  readonly #policy: RevisedPolicy;
  readonly #index: number;

  constructor({ id, index }: Pick<SeededCircuit, "id" | "index">, policy: RevisedPolicy, born: Instant) {
    this.circuit = newCircuit(id, born);
    this.#policy = policy;
    this.#index = index;
  }

  fail(times: number, from: Instant): void {
    const [message, group] = pick(ERRORS, this.#index, "error");
    for (let time = 0; time < times; time += 1) this.#settle({ kind: "failure", message, group }, from + time * 1700);
  }

  trip(at: Instant): void {
    const threshold = this.#policy.failure_threshold;
    this.fail(threshold, at - (threshold - 1) * 1700);
  }

  /** Tested and found well, once its wait is over. */
  recover(): void {
    if (this.circuit.state !== "open") return;
    const at = this.circuit.recoverAt + 2000;
    const { admission, ...step } = admit(this.circuit, this.#policy, { id: "seed", by: "orders-1" }, at);
    this.#take(step);
    if (admission.kind === "probe") this.#take(settle(this.circuit, this.#policy, admission, SUCCESS, at + 120));
  }

  hold(at: Instant): void {
    const [mode, reason] = pick(HOLDS, this.#index, "hold");
    this.#take(
      override(this.circuit, { actor: "ada@acme.io", reason, expectedGeneration: null, mode, length: null }, at),
    );
  }

  pass(now: Instant): void {
    this.#take(tick(this.circuit, now));
  }

  #settle(outcome: Outcome, at: Instant): void {
    const { id, generation } = this.circuit;
    this.#take(settle(this.circuit, this.#policy, { kind: "pass", circuit: id, generation }, outcome, at));
  }

  #take({ circuit, events }: Step): void {
    this.circuit = circuit;
    this.events.push(...events);
  }
}

/** What a circuit went through, and how it stands now. */
export function liveOf(seeded: SeededCircuit, policy: RevisedPolicy, now: Instant): Life {
  const { index, fate } = seeded;
  const wait = policy.recovery_timeout * 1000;
  const life = new Life(seeded, policy, now - 40 * 24 * HOUR_MS * (0.1 + chance(index, "age")));
  const ago = (purpose: string, from: number, to: number) => now - from - (to - from) * chance(index, purpose);
  if (chance(index, "past") < 0.12) {
    life.trip(ago("past trip", 2 * wait + HOUR_MS, 3 * wait + 8 * HOUR_MS));
    life.recover();
  }
  if (fate === "failing") life.fail(1 + Math.floor(chance(index, "failures") * 4), ago("failing", 10_000, 90_000));
  if (fate === "open") life.trip(ago("trip", 5000, wait * 0.7));
  if (fate === "half_open") life.trip(ago("trip", wait + 5000, wait + 4 * MINUTE_MS));
  if (fate === "ramping") {
    life.trip(now - wait - 15 * MINUTE_MS);
    life.recover();
  }
  if (fate === "held") life.hold(ago("held", MINUTE_MS, 5 * HOUR_MS));
  life.pass(now);
  return life;
}
