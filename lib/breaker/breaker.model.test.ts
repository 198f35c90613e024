import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Admission,
  admit,
  type Circuit,
  type CircuitEvent,
  describe as describeCircuit,
  newCircuit,
  nextDeadline,
  type Outcome,
  type OverrideMode,
  override,
  type Permit,
  type RevisedPolicy,
  reset,
  type Step,
  settle,
  tick,
} from "./index.ts";
import { deepFreeze, PROPERTY_TIMEOUT, policyOf, propertyRuns, START } from "./testkit.ts";
import { type ToyAnswer, ToyBreaker } from "./toy-breaker.ts";

const USUAL_RUNS = 1000;
const RUNS = propertyRuns(USUAL_RUNS);
const COMMANDS_PER_RUN = 150;

/** How often each must have happened at the least in the usual number of runs: a quarter of what is usual, or less. */
const COMMON = {
  "closed to open": 400,
  "open to half_open": 600,
  "half_open to closed": 150,
  "half_open to open": 400,
  "half_open stays for want of successes": 80,
  "reset of closed": 100,
  "reset of open": 100,
  "reset of half_open": 100,
  "reset to half_open": 100,
  "reset refused: already_closed": 100,
  "reset refused: generation_moved": 300,
  "override refused: generation_moved": 300,
  "override set: forced_open": 70,
  "override set: forced_closed": 70,
  "override set: dry_run": 70,
  "override replaced": 40,
  "override lifted": 30,
  "override lifted where none was": 150,
  "override expired": 150,
  "lease expired": 150,
  "pass under forced_closed over open": 100,
  "pass under forced_closed over half_open": 100,
  "void permit": 500,
  "rejected: open": 5000,
  "rejected: probes_in_flight": 400,
  "rejected: forced_open": 800,
  "late settlement dropped": 2000,
  "probe settled twice": 300,
  "probe settled after its lease": 15,
  "clock went back, a deadline moved": 200,
  "policy edited": 500,
  "looked at half_open that nobody wrote": 25,
  "several deadlines in one step": 50,
  "failures beyond what is kept": 20,
} as const;
type Happening = keyof typeof COMMON;

interface Given {
  readonly name: string;
  readonly permit: Permit;
  settled: boolean;
}

/** The real breaker, what surrounds it, and the toy that it is held against. */
class World {
  circuit: Circuit = deepFreeze(newCircuit("external_api", START));
  policy: RevisedPolicy = policyOf({ failure_threshold: 3, recovery_timeout: 2, timeout_seconds: 1 });
  now = START;
  log: string[] = [];
  given: Given[] = [];
  asked = 0;
  readonly count: (happening: Happening) => void;

  constructor(count: (happening: Happening) => void) {
    this.count = count;
  }

  wait(ms: number): void {
    this.now += ms;
  }

  /** Takes a step of the real breaker, and keeps it to what every step must keep to. */
  take<Result extends Step>(step: Result): Result {
    const before = this.circuit;
    this.circuit = deepFreeze(step.circuit);
    if (step.circuit !== before) {
      expect(step.circuit, "a circuit that did not change is the same object").not.toEqual(before);
    } else {
      expect(step.events.filter(({ kind }) => kind !== "override_cleared")).toEqual([]);
    }
    const rise = step.circuit.generation - before.generation;
    expect(rise).toBe(step.events.filter(({ kind }) => RAISING.has(kind)).length);
    this.log.push(...step.events.map(inWords));
    this.tally(step.events);
    return step;
  }

  private tally(events: readonly CircuitEvent[]): void {
    for (const event of events) {
      if (event.kind === "opened") {
        this.count(event.from === "closed" ? "closed to open" : "half_open to open");
        if (event.consecutiveFailures > 20) this.count("failures beyond what is kept");
      }
      if (event.kind === "half_opened") this.count("open to half_open");
      if (event.kind === "closed") this.count("half_open to closed");
      if (event.kind === "probe_expired") this.count("lease expired");
      if (event.kind === "override_expired") this.count("override expired");
    }
    if (new Set(events.map(({ at }) => at)).size > 1) this.count("several deadlines in one step");
  }
}

const RAISING: ReadonlySet<CircuitEvent["kind"]> = new Set(["opened", "half_opened", "closed", "reset"]);

function inWords(event: CircuitEvent): string {
  const kind = event.kind === "opened" ? `opened[${event.dossier.failures.map(({ message }) => message)}]` : event.kind;
  return `${kind} at ${event.at} in ${event.generation}`;
}

type Run = (toy: ToyBreaker, world: World) => unknown;

class Act implements fc.Command<ToyBreaker, World> {
  private readonly words: string;
  private readonly act: Run;

  constructor(words: string, act: Run) {
    this.words = words;
    this.act = act;
  }

  check(): boolean {
    return true;
  }

  run(toy: ToyBreaker, world: World): void {
    this.act(toy, world);
    expect(world.log.splice(0)).toEqual(toy.log.splice(0));
    expect(shown(world)).toEqual(shownByToy(toy.seenAt(world.now), world.now));
  }

  toString(): string {
    return this.words;
  }
}

function shown({ circuit, policy, now }: World) {
  const seen = describeCircuit(circuit, policy, now);
  return {
    state: seen.state,
    generation: seen.generation,
    since: seen.since,
    failuresInARow: seen.consecutiveFailures,
    lastError: seen.lastError?.message ?? null,
    kept: tick(circuit, now).circuit.failures.map(({ message }) => message),
    openedAt: seen.openedAt,
    recoverAt: seen.recoverAt,
    countdown: seen.secondsUntilRecovery,
    successes: seen.successes,
    probes: seen.probes.map(({ id, expiresAt }) => `${id} until ${expiresAt}`),
    hold: seen.override?.mode ?? null,
    holdEnds: seen.override?.until ?? null,
    acts: circuit.acts,
    nextDeadline: nextDeadline(tick(circuit, now).circuit),
  };
}

function shownByToy(toy: ToyBreaker, now: number): ReturnType<typeof shown> {
  const recoverAt = toy.find("recovery")?.at ?? null;
  return {
    state: toy.state,
    generation: toy.generation,
    since: toy.since,
    failuresInARow: toy.failuresInARow,
    lastError: toy.lastError,
    kept: toy.run.slice(-20),
    openedAt: toy.state === "open" ? toy.since : null,
    recoverAt,
    countdown: recoverAt === null ? null : Math.ceil((recoverAt - now) / 1000),
    successes: toy.successes,
    probes: toy.leases().map(({ permit, at }) => `${permit} until ${at}`),
    hold: toy.hold,
    holdEnds: toy.find("hold")?.at ?? null,
    acts: toy.acts,
    nextDeadline: Math.min(...toy.agenda.map(({ at }) => at)),
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

function ask(toy: ToyBreaker, world: World): Permit | null {
  world.asked += 1;
  const name = `p${world.asked}`;
  const { admission } = world.take(admit(world.circuit, world.policy, { id: name, by: null }, world.now));
  expect(plain(admission)).toEqual(toy.ask(name, world.policy, world.now));
  if (admission.kind === "rejection") {
    if (admission.reason !== "throttled") world.count(`rejected: ${admission.reason}`);
    return null;
  }
  expect(admission.generation).toBe(world.circuit.generation);
  if (admission.kind === "void") world.count("void permit");
  if (admission.kind === "pass" && world.circuit.state !== "closed") {
    world.count(`pass under forced_closed over ${world.circuit.state}`);
  }
  world.given.push({ name, permit: admission, settled: false });
  return admission;
}

function report(toy: ToyBreaker, world: World, given: Given, kind: Outcome["kind"]): void {
  const outcome: Outcome = kind === "failure" ? { kind, message: `${given.name} failed`, group: "timeout" } : { kind };
  const ticked = tick(world.circuit, world.now).circuit;
  const counted = toy.report(given.name, outcome, world.policy, world.now);
  world.take(settle(world.circuit, world.policy, given.permit, outcome, world.now));
  if (!counted) {
    expect(world.circuit, "a late result changes nothing but what time does").toEqual(ticked);
    world.count("late settlement dropped");
    if (given.settled && given.permit.kind === "probe") world.count("probe settled twice");
    if (!given.settled && given.permit.kind === "probe" && given.permit.generation === world.circuit.generation) {
      world.count("probe settled after its lease");
    }
  } else if (world.circuit.state === "half_open" && world.circuit.successes > 0 && kind === "success") {
    world.count("half_open stays for want of successes");
  }
  given.settled = true;
}

const outcomeKind = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Outcome["kind"]>("failure") },
  { weight: 3, arbitrary: fc.constant<Outcome["kind"]>("success") },
  { weight: 1, arbitrary: fc.constant<Outcome["kind"]>("ignored") },
);

const calls = outcomeKind.map(
  (kind) =>
    new Act(`call, ${kind}`, (toy, world) => {
      if (ask(toy, world) !== null) report(toy, world, world.given.at(-1)!, kind);
    }),
);

/** Failing calls in a row, as an outage brings them. */
const outages = fc.oneof(fc.integer({ min: 2, max: 5 }), fc.constant(25)).map(
  (length) =>
    new Act(`${length} calls, failure`, (toy, world) => {
      for (let call = 0; call < length; call += 1) {
        if (ask(toy, world) !== null) report(toy, world, world.given.at(-1)!, "failure");
      }
    }),
);

const asks = fc.constant(new Act("ask", ask));

/** Settles one of the permits given so far, settled ones too; `back` counts from the newest. */
const reports = fc.record({ back: fc.oneof(fc.nat(3), fc.nat(30)), kind: outcomeKind }).map(
  ({ back, kind }) =>
    new Act(`${kind} of the permit ${back} back`, (toy, world) => {
      const given = world.given.at(-1 - (back % Math.max(1, world.given.length)));
      if (given !== undefined) report(toy, world, given, kind);
    }),
);

const waits = fc
  .oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 1500 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1500, max: 20_000 }) },
  )
  .map((ms) => new Act(`${ms} ms pass`, (_, world) => world.wait(ms)));

/** Goes to the edge of the next deadline: a millisecond before, at it, or after. */
const waitsToDeadline = fc.constantFrom(-1, 0, 0, 1).map(
  (offset) =>
    new Act(`time passes until the next deadline ${offset}`, (toy, world) => {
      const due = Math.min(...toy.seenAt(world.now).agenda.map(({ at }) => at));
      if (due !== Number.POSITIVE_INFINITY) world.now = Math.max(world.now, due + offset);
    }),
);

/** A process starts again, and its clock has gone back meanwhile. Time is ticked at boot. */
const restarts = fc.integer({ min: 1, max: 8000 }).map(
  (back) =>
    new Act(`restart, ${back} ms back`, (toy, world) => {
      world.wait(-back);
      toy.see(world.now);
      const before = world.circuit;
      if (world.take(tick(before, world.now)).circuit !== before) world.count("clock went back, a deadline moved");
    }),
);

const ticks = fc.constant(
  new Act("tick", (toy, world) => {
    toy.see(world.now);
    world.take(tick(world.circuit, world.now));
  }),
);

const looks = fc.constant(
  new Act("look", (_, world) => {
    const seen = describeCircuit(world.circuit, world.policy, world.now);
    if (seen.state !== world.circuit.state) world.count("looked at half_open that nobody wrote");
  }),
);

const expected = fc.constantFrom("right", "older", "newer", "any", "any");

function expectation(kind: string, toy: ToyBreaker, now: number): number | null {
  const { generation } = toy.seenAt(now);
  return { right: generation, older: generation - 1, newer: generation + 1 }[kind] ?? null;
}

const resets = fc.record({ to: fc.constantFrom("closed", "half_open"), expecting: expected }).map(
  ({ to, expecting }) =>
    new Act(`reset to ${to}, ${expecting} generation`, (toy, world) => {
      const expectedGeneration = expectation(expecting, toy, world.now);
      const told = toy.reset(to, expectedGeneration, world.now);
      const act = { actor: "ada", reason: null, to, expectedGeneration };
      const { result } = world.take(reset(world.circuit, act, world.now));
      expect(result.done ? result.changed : result.refused).toBe(told);
      if (!result.done) return world.count(`reset refused: ${result.refused}`);
      world.count(`reset of ${result.previousState}`);
      if (to === "half_open") world.count("reset to half_open");
    }),
);

const overrides = fc
  .record({
    mode: fc.constantFrom<OverrideMode | null>("forced_open", "forced_closed", "dry_run", null, null),
    length: fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 1, max: 6000 }) },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
    expecting: expected,
  })
  .map(
    ({ mode, length, expecting }) =>
      new Act(`override ${mode} for ${length} ms, ${expecting} generation`, (toy, world) => {
        const expectedGeneration = expectation(expecting, toy, world.now);
        const told = toy.override(mode, length, expectedGeneration, world.now);
        const held = tick(world.circuit, world.now).circuit.override;
        const act = { actor: "ada", reason: null, mode, length, expectedGeneration };
        const { result } = world.take(override(world.circuit, act, world.now));
        expect(result.done ? result.changed : result.refused).toBe(told);
        if (!result.done) return world.count("override refused: generation_moved");
        if (mode !== null) world.count(held === null ? `override set: ${mode}` : "override replaced");
        else world.count(held === null ? "override lifted where none was" : "override lifted");
      }),
  );

const edits = fc
  .record({
    failure_threshold: fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 1, max: 4 }) },
      { weight: 1, arbitrary: fc.constant(22) },
    ),
    recovery_timeout: fc.integer({ min: 100, max: 6000 }).map((ms) => ms / 1000),
    half_open_max_calls: fc.integer({ min: 1, max: 3 }),
    half_open_successes: fc.constantFrom(1, 1, 1, 2, 3),
    timeout_seconds: fc.integer({ min: 10, max: 3000 }).map((ms) => ms / 1000),
  })
  .map(
    (patch) =>
      new Act(`policy ${JSON.stringify(patch)}`, (_, world) => {
        world.policy = policyOf(patch, world.policy.revision + 1);
        world.count("policy edited");
      }),
  );

const anything = fc.oneof(
  { weight: 12, arbitrary: calls },
  { weight: 3, arbitrary: outages },
  { weight: 10, arbitrary: asks },
  { weight: 10, arbitrary: reports },
  { weight: 6, arbitrary: waits },
  { weight: 8, arbitrary: waitsToDeadline },
  { weight: 2, arbitrary: restarts },
  { weight: 2, arbitrary: ticks },
  { weight: 3, arbitrary: looks },
  { weight: 3, arbitrary: resets },
  { weight: 3, arbitrary: overrides },
  { weight: 2, arbitrary: edits },
);

test("the breaker does what a plain telling of its semantics does, whatever the order of events", {
  timeout: PROPERTY_TIMEOUT,
}, () => {
  const counts = new Map<string, number>();
  const count = (happening: Happening) => counts.set(happening, (counts.get(happening) ?? 0) + 1);
  fc.assert(
    fc.property(fc.commands([anything], { size: "max", maxCommands: COMMANDS_PER_RUN }), (commands) => {
      fc.modelRun(() => ({ model: new ToyBreaker(START), real: new World(count) }), commands);
    }),
    { numRuns: RUNS },
  );
  if (RUNS < USUAL_RUNS) return;
  for (const [happening, least] of Object.entries(COMMON)) {
    expect(counts.get(happening) ?? 0, `how often: ${happening}`).toBeGreaterThanOrEqual(least);
  }
});
