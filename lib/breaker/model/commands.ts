import fc from "fast-check";
import { expect } from "vitest";
import { describe as describeCircuit, type Outcome, type OverrideMode, override, reset, tick } from "../index.ts";
import { policies } from "./policies.ts";
import { PROCESSES, type World } from "./world.ts";

class Act implements fc.Command<object, World> {
  private readonly words: string;
  private readonly act: (world: World) => unknown;

  constructor(words: string, act: (world: World) => unknown) {
    this.words = words;
    this.act = act;
  }

  check(): boolean {
    return true;
  }

  run(_: object, world: World): void {
    this.act(world);
    world.expectToyAgrees();
  }

  toString(): string {
    return this.words;
  }
}

/** One of the processes; the first has most of the calls, so that its window fills. */
const process = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(PROCESSES - 1) });
const lot = fc.constantFrom(0, 0, 0.04, 0.05, 0.24, 0.25, 0.5, 0.75, 0.99);
const outcome = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Outcome["kind"]>("failure") },
  { weight: 3, arbitrary: fc.constant<Outcome["kind"]>("success") },
  { weight: 1, arbitrary: fc.constant<Outcome["kind"]>("ignored") },
);
const duration = fc.constantFrom(0, 0, 0, 249, 250, 3000);

function call(world: World, by: number, drawn: number, kind: Outcome["kind"], ms: number): void {
  const given = world.ask(by, drawn);
  if (given !== null) world.report(given, kind, ms);
}

const calls = fc
  .record({ by: process, lot, kind: outcome, ms: duration })
  .map(({ by, lot, kind, ms }) => new Act(`${by} calls (${lot}), ${kind}`, (world) => call(world, by, lot, kind, ms)));

/** Failing calls in a row, as an outage brings them. */
const outages = fc.record({ by: process, length: fc.oneof(fc.integer({ min: 2, max: 5 }), fc.constant(25)) }).map(
  ({ by, length }) =>
    new Act(`${by} calls ${length} times, failure`, (world) => {
      for (let each = 0; each < length; each += 1) call(world, by, 0, "failure", 0);
    }),
);

/** Calls of one process, one soon after the other, as they fill a window. */
const bursts = fc
  .record({
    by: process,
    calls: fc.array(fc.record({ kind: outcome, ms: duration, pause: fc.constantFrom(0, 0, 1, 40, 200) }), {
      minLength: 2,
      maxLength: 10,
    }),
  })
  .map(
    ({ by, calls }) =>
      new Act(`${by} calls: ${calls.map(({ kind, ms, pause }) => `${kind} ${ms} ms, +${pause}`)}`, (world) => {
        for (const { kind, ms, pause } of calls) {
          call(world, by, 0, kind, ms);
          world.now += pause;
        }
      }),
  );

const asks = fc
  .record({ by: process, lot })
  .map(({ by, lot }) => new Act(`${by} asks (${lot})`, (world) => world.ask(by, lot)));

/** Settles one of the permits given so far, settled ones too; `back` counts from the newest. */
const reports = fc.record({ back: fc.oneof(fc.nat(3), fc.nat(30)), kind: outcome, ms: duration }).map(
  ({ back, kind, ms }) =>
    new Act(`${kind} of the permit ${back} back`, (world) => {
      const given = world.given.at(-1 - (back % Math.max(1, world.given.length)));
      if (given !== undefined) world.report(given, kind, ms);
    }),
);

const waits = fc
  .oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 1500 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1500, max: 20_000 }) },
  )
  .map(
    (ms) =>
      new Act(`${ms} ms pass`, (world) => {
        world.now += ms;
      }),
  );

/** Goes to the edge of the next deadline: a millisecond before, at it, or after. */
const waitsToDeadline = fc.constantFrom(-1, 0, 0, 1).map(
  (offset) =>
    new Act(`time passes until the next deadline ${offset}`, (world) => {
      const due = Math.min(...world.toy.seenAt(world.now).agenda.map(({ at }) => at));
      if (due !== Number.POSITIVE_INFINITY) world.now = Math.max(world.now, due + offset);
    }),
);

/** Goes to the edge of a bucket of the window in force. */
const waitsToBucket = fc.record({ buckets: fc.integer({ min: 1, max: 11 }), offset: fc.constantFrom(-1, 0) }).map(
  ({ buckets, offset }) =>
    new Act(`time passes until ${buckets} buckets on ${offset}`, (world) => {
      const width = world.policy.window_seconds * 100;
      const edge = (Math.floor(world.now / width) + buckets) * width;
      world.now = Math.max(world.now, edge + offset);
    }),
);

/** All processes start again, and their clock has gone back meanwhile. Time is ticked at boot. */
const restarts = fc.integer({ min: 1, max: 8000 }).map(
  (back) =>
    new Act(`restart, ${back} ms back`, (world) => {
      world.now -= back;
      for (let by = 0; by < PROCESSES; by += 1) world.restart(by);
      world.toy.see(world.now);
      const before = world.circuit;
      if (world.take(tick(before, world.now)).circuit !== before) world.count("clock went back, a deadline moved");
    }),
);

const restartsOfOne = process.map((by) => new Act(`restart of ${by}`, (world) => world.restart(by)));

const ticks = fc.constant(
  new Act("tick", (world) => {
    world.toy.see(world.now);
    world.take(tick(world.circuit, world.now));
  }),
);

/** Looks at the circuit as of now or later, as somebody with another clock would. */
const looks = fc.constantFrom(0, 1, 500, 5000, 100_000).map(
  (ahead) =>
    new Act(`look ${ahead} ms ahead`, (world) => {
      for (const { judge } of world.witnesses) {
        const seen = describeCircuit(
          world.circuit,
          world.policy,
          world.now + ahead,
          judge?.sightings(world.now + ahead),
        );
        if (ahead === 0 && seen.state !== world.circuit.state) world.count("looked at half_open that nobody wrote");
      }
    }),
);

const expected = fc.constantFrom("right", "older", "newer", "any", "any");

function expectation(kind: string, { toy, now }: World): number | null {
  const { generation } = toy.seenAt(now);
  return { right: generation, older: generation - 1, newer: generation + 1 }[kind] ?? null;
}

const resets = fc.record({ to: fc.constantFrom("closed", "half_open"), expecting: expected }).map(
  ({ to, expecting }) =>
    new Act(`reset to ${to}, ${expecting} generation`, (world) => {
      const expectedGeneration = expectation(expecting, world);
      const told = world.toy.reset(to, expectedGeneration, world.now);
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
      new Act(`override ${mode} for ${length} ms, ${expecting} generation`, (world) => {
        const expectedGeneration = expectation(expecting, world);
        const told = world.toy.override(mode, length, expectedGeneration, world.now);
        const held = tick(world.circuit, world.now).circuit.override;
        const act = { actor: "ada", reason: null, mode, length, expectedGeneration };
        const { result } = world.take(override(world.circuit, act, world.now));
        expect(result.done ? result.changed : result.refused).toBe(told);
        if (!result.done) return world.count("override refused: generation_moved");
        if (mode !== null) world.count(held === null ? `override set: ${mode}` : "override replaced");
        else world.count(held === null ? "override lifted where none was" : "override lifted");
      }),
  );

const edits = policies.map(
  (policy) =>
    new Act(`policy ${JSON.stringify(policy)}`, (world) => {
      const held = world.witnesses.map(({ judge }) => judge?.sightings(world.now).counts.calls ?? 0);
      world.edit({ ...policy, revision: world.policy.revision + 1 });
      world.count("policy edited");
      if (Math.max(...held) === 0) return;
      const kept = world.witnesses.some(({ judge }) => (judge?.sightings(world.now).counts.calls ?? 0) > 0);
      world.count(kept ? "policy edited, calls kept" : "policy edited, calls dropped");
    }),
);

export const commands = fc.oneof(
  { weight: 12, arbitrary: calls },
  { weight: 3, arbitrary: outages },
  { weight: 8, arbitrary: bursts },
  { weight: 10, arbitrary: asks },
  { weight: 10, arbitrary: reports },
  { weight: 6, arbitrary: waits },
  { weight: 8, arbitrary: waitsToDeadline },
  { weight: 2, arbitrary: waitsToBucket },
  { weight: 2, arbitrary: restarts },
  { weight: 1, arbitrary: restartsOfOne },
  { weight: 2, arbitrary: ticks },
  { weight: 3, arbitrary: looks },
  { weight: 3, arbitrary: resets },
  { weight: 3, arbitrary: overrides },
  { weight: 2, arbitrary: edits },
);
