import fc from "fast-check";
import { expect, it } from "vitest";
import { isUnder } from "../node-type.ts";
import type { Change, Json, NewEvent, Store, Stored, Swap, SwapResult, Version } from "../store.ts";
import { isSameVersion } from "../version.ts";
import { eventOf, newWriteId, type Place, presentCursor, versionOf } from "./place.ts";

const NAMES = ["type", "type@acme", "other"] as const;

type Step =
  | {
      readonly do: "swap";
      readonly name: string;
      readonly expects: Expectation;
      readonly next: Json;
      readonly kinds: string[];
    }
  | { readonly do: "repeat"; readonly which: number }
  | { readonly do: "append"; readonly name: string; readonly kinds: string[] };

type Expectation = "current" | "older" | "nothing" | "another's";

const name = fc.constantFrom(...NAMES);
const kinds = fc.array(fc.constantFrom("opened", "closed"), { maxLength: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("swap" as const),
      name,
      expects: fc.constantFrom<Expectation>("current", "current", "current", "older", "nothing", "another's"),
      next: fc.option(fc.nat(99)),
      kinds,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("repeat" as const), which: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("append" as const), name, kinds }) },
);

/** Everything at once, in any order, against a model that fits on a page. */
export function describeModel(place: () => Place): void {
  it("does what a map and a list do", async () => {
    const store = await place().open();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.nat(5), async (steps, page) => {
        // Runs share the store, so each has names of its own.
        run += 1;
        const model = new Model(`run-${run}-`);
        const start = await presentCursor(store);
        for (const each of steps) await takeStep(store, model, each);
        await compare(store, model, start, page + 1);
      }),
      { numRuns: 60 },
    );
  }, 30_000);
}

class Model {
  readonly prefix: string;
  readonly values = new Map<string, Stored>();
  readonly versions = new Map<string, Version[]>();
  readonly applied: { readonly swap: Swap; readonly version: Version }[] = [];
  readonly events: NewEvent[] = [];

  constructor(prefix: string) {
    this.prefix = prefix;
  }

  expected(id: string, expects: Expectation): Version | null {
    const current = this.values.get(id)?.version ?? null;
    if (expects === "current") return current;
    if (expects === "older") return this.versions.get(id)?.at(-2) ?? null;
    return expects === "another's" && current !== null ? { ...current, writeId: "another" } : null;
  }

  /** Whether the store answered as it must; then the same is done here. */
  check(swap: Swap, result: SwapResult): void {
    const current = this.values.get(swap.id) ?? null;
    if (!isSameVersion(swap.expected, current?.version ?? null)) {
      expect(result).toEqual({ status: "conflict", current });
      return;
    }
    const version = versionOf(result);
    const earlier = this.versions.get(swap.id) ?? [];
    expect(version.writeId).toBe(swap.writeId);
    expect(version.number).toBeGreaterThan(earlier.at(-1)?.number ?? 0);
    this.versions.set(swap.id, [...earlier, version]);
    if (swap.next === null) this.values.delete(swap.id);
    else this.values.set(swap.id, { id: swap.id, version, value: swap.next });
    this.applied.push({ swap, version });
    this.events.push(...swap.events);
  }
}

async function takeStep(store: Store, model: Model, step: Step): Promise<void> {
  if (step.do === "repeat") {
    const write = model.applied[step.which % Math.max(1, model.applied.length)];
    if (write !== undefined)
      expect(await store.swap(write.swap)).toEqual({ status: "applied", version: write.version });
    return;
  }
  const id = model.prefix + step.name;
  const events = step.kinds.map((kind) => eventOf({ circuit: id, kind }));
  if (step.do === "append") {
    await store.append(events);
    model.events.push(...events);
    return;
  }
  const expected = model.expected(id, step.expects);
  const swap: Swap = { collection: "circuits", id, expected, next: step.next, events, writeId: newWriteId() };
  model.check(swap, await store.swap(swap));
}

async function compare(store: Store, model: Model, start: string, page: number): Promise<void> {
  const loaded = (await store.load("circuits")).filter((stored) => stored.id.startsWith(model.prefix));
  expect(new Map(loaded.map((stored) => [stored.id, stored]))).toEqual(model.values);

  const changes = await follow(store, start, page);
  expect(changes.map(({ id, version, value }) => ({ id, version, value }))).toEqual(
    model.applied.map(({ swap, version }) => ({ id: swap.id, version, value: swap.next })),
  );

  const newestFirst = model.events.toReversed();
  const circuits = NAMES.map((each) => model.prefix + each);
  const all = (await store.history({ circuits, limit: 1_000 })).events;
  expect(all.map(({ id: _, ...event }) => event)).toEqual(newestFirst);
  const nodeType = `${model.prefix}type`;
  const some = (await store.history({ nodeType, kinds: ["opened"], limit: page })).events;
  expect(some.map((event) => event.circuit)).toEqual(
    newestFirst
      .filter((event) => event.kind === "opened" && event.circuit !== null && isUnder(event.circuit, nodeType))
      .slice(0, page)
      .map((event) => event.circuit),
  );
}

async function follow(store: Store, start: string, page: number): Promise<Change[]> {
  const followed: Change[] = [];
  for (let cursor = start; ; ) {
    const { changes, cursor: next, trimmed } = await store.changes(cursor, page);
    expect(trimmed).toBe(false);
    if (changes.length === 0) return followed;
    followed.push(...changes);
    cursor = next;
  }
}
