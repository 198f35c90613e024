import { expect } from "vitest";
import {
  type Admission,
  admit,
  type Circuit,
  type CircuitEvent,
  describe as describeCircuit,
  newCircuit,
  nextDeadline,
  type Outcome,
  type Permit,
  type RevisedPolicy,
  type Step,
  tick,
  type Verdict,
} from "../index.ts";
import { lotOf } from "../lot.ts";
import { deepFreeze, START, Witness } from "../testkit.ts";
import { type ToyAnswer, ToyBreaker } from "./toy-breaker.ts";
import { judges } from "./toy-witness.ts";

const ID = "external_api";
/** How many processes share the circuit, each with its own view of the calls that it has seen. */
export const PROCESSES = 2;
const RAISING: ReadonlySet<CircuitEvent["kind"]> = new Set(["opened", "half_opened", "closed", "reset"]);

export interface Given {
  readonly name: string;
  readonly by: number;
  readonly permit: Permit;
  settled: boolean;
}

/** The real breaker, what surrounds it, and the toy that it is held against. */
export class World {
  circuit: Circuit = deepFreeze(newCircuit(ID, START));
  policy: RevisedPolicy;
  now = START;
  given: Given[] = [];
  witnesses: Witness[];
  readonly toy: ToyBreaker = new ToyBreaker(START, PROCESSES, (generation, at) => lotOf(ID, generation, at));
  readonly count: (happening: string) => void;
  private log: string[] = [];
  private asked = 0;

  constructor(policy: RevisedPolicy, count: (happening: string) => void) {
    this.policy = policy;
    this.count = count;
    this.witnesses = Array.from({ length: PROCESSES }, () => new Witness(policy, this.circuit));
  }

  ask(by: number, lot: number): Given | null {
    this.asked += 1;
    const name = `p${this.asked}`;
    const chance = this.witnesses[by]!.chance(this.circuit, this.now, lot);
    const { admission } = this.take(admit(this.circuit, this.policy, { id: name, by: null }, this.now, chance));
    expectSame(plain(admission), this.toy.ask(name, this.policy, this.now, by, lot));
    this.tallyAdmission(admission, by);
    if (admission.kind === "rejection") return null;
    expect(admission.generation).toBe(this.circuit.generation);
    const given = { name, by, permit: admission, settled: false };
    this.given.push(given);
    return given;
  }

  report(given: Given, kind: Outcome["kind"], ms: number): void {
    const { name, by, permit } = given;
    const outcome: Outcome = kind === "failure" ? { kind, message: `${name} failed`, group: "timeout" } : { kind };
    const ticked = tick(this.circuit, this.now).circuit;
    const counted = this.toy.report(name, { by, outcome, ms }, this.policy, this.now);
    this.take(this.witnesses[by]!.settle(this.circuit, this.policy, permit, outcome, this.now, ms));
    if (!counted) {
      expectSame(this.circuit, ticked, "a late result changes nothing but what time does");
      this.tallyLate(given);
    } else if (this.circuit.state === "half_open" && this.circuit.successes > 0 && kind === "success") {
      this.count("half_open stays for want of successes");
    } else if (ticked.state === "closed" && ticked.ramp !== null && this.isRampingSince(this.now)) {
      if (ticked.ramp.from !== this.now) this.count("ramp begun again by a failure");
    }
    const isHeld = this.toy.hold === "forced_closed" && this.toy.state === "closed" && judges(this.policy);
    if (isHeld && this.toy.witnesses[by]!.verdict(this.policy, this.now))
      this.count("limit reached under forced_closed");
    given.settled = true;
  }

  edit(policy: RevisedPolicy): void {
    for (const witness of this.toy.witnesses) witness.edit(this.policy, policy);
    for (const witness of this.witnesses) witness.edit(policy, this.circuit);
    this.policy = policy;
  }

  /** A process starts again: what it has seen is gone. */
  restart(by: number): void {
    this.toy.witnesses[by]!.forget();
    this.witnesses[by] = new Witness(this.policy, this.circuit);
  }

  /** Takes a step of the real breaker, and keeps it to what every step must keep to. */
  take<Result extends Step>(step: Result): Result {
    const before = this.circuit;
    this.circuit = deepFreeze(step.circuit);
    if (step.circuit !== before) {
      const isSame = JSON.stringify(step.circuit) === JSON.stringify(before);
      if (isSame) expect.fail("a circuit that did not change is the same object");
    } else {
      expectSame(step.events, []);
    }
    const rise = step.circuit.generation - before.generation;
    expectSame(rise, step.events.filter(({ kind }) => RAISING.has(kind)).length);
    for (const witness of this.witnesses) witness.follow(this.circuit);
    this.log.push(...step.events.map(inWords));
    this.tally(before, step.events);
    return step;
  }

  expectToyAgrees(): void {
    expectSame(this.log.splice(0), this.toy.log.splice(0));
    const toy = this.toy.seenAt(this.now);
    const each = [...this.witnesses.keys()];
    const seen = each.map((by) => this.seenBy(by));
    if (seen.some(({ share }) => share !== seen[0]?.share)) this.count("the processes let different shares through");
    expectSame(
      { ...this.shown(), seen },
      { ...shownByToy(toy, this.now), seen: each.map((by) => this.seenByToy(toy, by)) },
    );
  }

  private shown() {
    const seen = describeCircuit(this.circuit, this.policy, this.now);
    const ticked = tick(this.circuit, this.now).circuit;
    return {
      state: seen.state,
      generation: seen.generation,
      since: seen.since,
      failuresInARow: seen.consecutiveFailures,
      lastError: seen.lastError?.message ?? null,
      kept: ticked.failures.map(({ message }) => message),
      openings: seen.openings,
      openedAt: seen.openedAt,
      recoverAt: seen.recoverAt,
      countdown: seen.secondsUntilRecovery,
      waitSeconds: seen.waitSeconds,
      rampEndsAt: seen.rampEndsAt,
      successes: seen.successes,
      probes: seen.probes.map(({ id, expiresAt }) => `${id} until ${expiresAt}`),
      hold: seen.override?.mode ?? null,
      holdEnds: seen.override?.until ?? null,
      acts: this.circuit.acts,
      nextDeadline: orNever(nextDeadline(ticked)),
    };
  }

  /** What one of the processes shows beyond that. */
  private seenBy(by: number) {
    const sightings = this.witnesses[by]!.judge?.sightings(this.now);
    const seen = describeCircuit(this.circuit, this.policy, this.now, deepFreeze(sightings));
    return {
      failuresInARow: seen.consecutiveFailures,
      lastError: seen.lastError?.message ?? null,
      share: seen.share,
      window: seen.window,
    };
  }

  private seenByToy(toy: ToyBreaker, by: number): ReturnType<World["seenBy"]> {
    const { policy, now } = this;
    const witness = toy.witnesses[by]!;
    const closed = toy.state === "closed";
    const { calls, failed, slow } = witness.count(policy, now);
    const errors = [toy.lastError, witness.lastError].filter((error) => error !== null);
    return {
      failuresInARow: Math.max(toy.failuresInARow, closed ? witness.failuresInARow : 0),
      lastError: errors.sort((a, b) => b.at - a.at)[0]?.message ?? null,
      share: closed ? toy.share(by, policy, now) : null,
      window: closed && judges(policy) ? { calls, failures: failed, slow } : null,
    };
  }

  private isRampingSince(from: number): boolean {
    return this.circuit.state === "closed" && this.circuit.ramp?.from === from;
  }

  private tally(before: Circuit, events: readonly CircuitEvent[]): void {
    for (const event of events) {
      if (event.kind === "opened") this.tallyOpening(before, event);
      if (event.kind === "half_opened") this.count("open to half_open");
      if (event.kind === "closed") {
        this.count("half_open to closed");
        if (this.circuit.state === "closed" && this.circuit.ramp !== null) this.count("closed with a ramp");
      }
      if (event.kind === "probe_expired") this.count("lease expired");
      if (event.kind === "override_expired") this.count("override expired");
    }
    if (new Set(events.map(({ at }) => at)).size > 1) this.count("several deadlines in one step");
    const wasRamping = before.state === "closed" && before.ramp !== null;
    if (wasRamping && events.length === 0 && this.circuit.state === "closed" && this.circuit.ramp === null) {
      this.count("ramp over by time");
    }
  }

  private tallyOpening(before: Circuit, event: CircuitEvent & { kind: "opened" }): void {
    const { verdict, openings } = event;
    this.count(event.from === "closed" ? "closed to open" : "half_open to open");
    this.count(`opened by ${verdict.by}`);
    if ("windowCalls" in verdict) this.count(verdict.windowCalls === null ? "judged by seconds" : "judged by calls");
    if (typeof this.policy.strategy !== "string" && this.policy.strategy.length > 1)
      this.count("opened, one of several");
    if (event.consecutiveFailures > 20) this.count("failures beyond what is kept");
    if (event.consecutiveFailures === 0) this.count("opened by a call that succeeded");
    if (event.dossier.failures.some(({ message }) => message.startsWith("slow"))) this.count("slow calls in a dossier");
    if (openings === 1 && before.openings > 0) this.count("openings begin again after a rest");
    if (openings > 2) this.count("third opening in a row or later");
    const { factor, cap_seconds, jitter } = this.policy.recovery_backoff;
    const wait = event.recoverAt - event.at;
    if (jitter) this.count("wait drawn");
    if (jitter && wait === 100) this.count("wait drawn, at its least");
    if (!jitter && factor > 1 && wait > this.policy.recovery_timeout * 1000) this.count("wait grown");
    if (!jitter && factor > 1 && openings > 2 && wait === cap_seconds * 1000) this.count("wait at its cap");
  }

  private tallyAdmission(admission: Admission, by: number): void {
    const { circuit } = this;
    const rejection = admission.kind === "void" ? admission.instead : admission;
    if (admission.kind === "void") this.count("void permit");
    if (rejection.kind === "rejection") {
      this.count(`rejected: ${rejection.reason}`);
      if (rejection.reason !== "throttled") return;
      const isRamping = circuit.state === "closed" && circuit.ramp !== null;
      const isThrottling = this.witnesses[by]!.judge?.isThrottling === true;
      this.count(`throttled by ${isRamping ? (isThrottling ? "both" : "the ramp") : "what was seen"}`);
      if (admission.kind === "void") this.count("throttled in a dry run");
    } else if (admission.kind === "pass" && circuit.state !== "closed") {
      this.count(`pass under forced_closed over ${circuit.state}`);
    } else if (admission.kind === "pass" && this.witnesses[by]!.judge?.isThrottling) {
      this.count("passed in spite of a share");
    }
  }

  private tallyLate({ settled, permit }: Given): void {
    this.count("late settlement dropped");
    if (permit.kind !== "probe") return;
    if (settled) this.count("probe settled twice");
    else if (permit.generation === this.circuit.generation) this.count("probe settled after its lease");
  }
}

/** `toEqual` at a fraction of its cost where the two are the same, as they are in a hundred thousand steps. */
function expectSame(found: unknown, expected: unknown, message?: string): void {
  if (JSON.stringify(found) !== JSON.stringify(expected)) expect(found, message).toEqual(expected);
}

/** JSON has no infinity. */
function orNever(deadline: number): number | "never" {
  return deadline === Number.POSITIVE_INFINITY ? "never" : deadline;
}

function shownByToy(toy: ToyBreaker, now: number): ReturnType<World["shown"]> {
  const recovery = toy.find("recovery");
  return {
    state: toy.state,
    generation: toy.generation,
    since: toy.since,
    failuresInARow: toy.failuresInARow,
    lastError: toy.lastError?.message ?? null,
    kept: toy.run.slice(-20),
    openings: toy.openings,
    openedAt: toy.state === "open" ? toy.since : null,
    recoverAt: recovery?.at ?? null,
    countdown: recovery ? Math.ceil((recovery.at - now) / 1000) : null,
    waitSeconds: recovery ? recovery.length / 1000 : null,
    rampEndsAt: toy.find("ramp")?.at ?? null,
    successes: toy.successes,
    probes: toy.leases().map(({ permit, at }) => `${permit} until ${at}`),
    hold: toy.hold,
    holdEnds: toy.find("hold")?.at ?? null,
    acts: toy.acts,
    nextDeadline: orNever(Math.min(...toy.agenda.map(({ at }) => at))),
  };
}

function plain(admission: Admission): ToyAnswer {
  switch (admission.kind) {
    case "rejection":
      return { kind: "rejection", reason: admission.reason, retryAfter: admission.retryAfter };
    case "void":
      return { kind: "void", instead: plain(admission.instead) as ToyAnswer & { kind: "rejection" } };
    default:
      return { kind: admission.kind };
  }
}

function inWords(event: CircuitEvent): string {
  return `${event.kind === "opened" ? openingInWords(event) : event.kind} at ${event.at} in ${event.generation}`;
}

function openingInWords(event: CircuitEvent & { kind: "opened" }): string {
  const messages = event.dossier.failures.map(({ message }) => message);
  const when = `${event.consecutiveFailures} in a row, opening ${event.openings} until ${event.recoverAt}`;
  return `opened by ${verdictInWords(event.verdict)}, ${when} [${messages}]`;
}

function verdictInWords(verdict: Verdict): string {
  if (verdict.by === "probe") return "a probe";
  if (verdict.by === "consecutive") return `consecutive ${verdict.failures} against ${verdict.limit}`;
  const { by, rate, limit, failures, slow, calls } = verdict;
  const span = verdict.windowCalls === null ? `${verdict.windowSeconds} s` : `${verdict.windowCalls} calls`;
  return `${by} ${rate} against ${limit}: ${failures} failed, ${slow} slow of ${calls} in ${span}`;
}
