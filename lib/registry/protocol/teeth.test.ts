import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Circuit, Permit } from "../../breaker/index.ts";
import { MemoryStore } from "../../stores/memory/memory-store.ts";
import type { Stored, Swap, SwapResult } from "../../stores/store.ts";
import type * as merging from "../merge.ts";
import type { Sabotage } from "./sabotage.ts";

/** Histories in which whatever is broken must show. */
const SEEDS = 300;

/** Loads the histories anew, with another merge where one is given: files may share what was loaded before them. */
async function loadProtocol(merge?: typeof merging.merge) {
  vi.resetModules();
  if (merge) vi.doMock("../merge.ts", () => ({ merge }));
  const [{ runProtocol }, { Broken }] = await Promise.all([import("./run.ts"), import("./must.ts")]);
  vi.doUnmock("../merge.ts");
  return { runProtocol, Broken };
}
type Protocol = Awaited<ReturnType<typeof loadProtocol>>;

/** A store that takes every repeat for the first of its kind. */
class ForgetfulStore extends MemoryStore {
  #count = 0;

  override swap(swap: Swap): SwapResult {
    const { expected, writeId } = swap;
    const at = expected === null ? null : this.get(swap.collection, swap.id)?.version;
    this.#count += 1;
    const isTheSame = at?.number === expected?.number;
    return super.swap({ ...swap, expected: isTheSame ? (at ?? null) : expected, writeId: `${writeId}#${this.#count}` });
  }
}

/** A store that writes over whatever is there. */
class BlindStore extends MemoryStore {
  override swap(swap: Swap): SwapResult {
    return super.swap({ ...swap, expected: this.get(swap.collection, swap.id)?.version ?? null });
  }
}

/** A store that tells in a conflict what was there one write earlier. */
class LateStore extends MemoryStore {
  readonly #before = new Map<string, Stored>();

  override swap(swap: Swap): SwapResult {
    const present = this.get(swap.collection, swap.id);
    const result = super.swap(swap);
    if (result.status === "applied" && present !== null) this.#before.set(swap.id, present);
    if (result.status === "applied" || result.current === null) return result;
    const value = this.#before.get(swap.id)?.value ?? result.current.value;
    return { status: "conflict", current: { ...result.current, value } };
  }
}

/** A store that now and then says that it has written what it has not. */
class BoastfulStore extends MemoryStore {
  #count = 0;

  override swap(swap: Swap): SwapResult {
    this.#count += 1;
    const { expected } = swap;
    if (this.#count % 5 > 0 || expected === null) return super.swap(swap);
    return { status: "applied", version: { number: expected.number, writeId: swap.writeId } };
  }
}

let probes = 0;

const SABOTAGES: readonly [string, Sabotage, RegExp][] = [
  [
    "a store that forgets what was written under an id",
    { store: (now) => new ForgetfulStore(now) },
    /carried out 2 times|counts twice/,
  ],
  [
    "a store that compares no versions",
    { store: (now) => new BlindStore(now) },
    /went back|are counted|was lost|counts twice/,
  ],
  [
    "a store whose conflicts tell what is out of date",
    { store: (now) => new LateStore(now) },
    /generation|are counted|counts twice/,
  ],
  [
    "a store that says it has written what it has not",
    { store: (now) => new BoastfulStore(now) },
    /told that failure f\d+ is stored; it is not|was acknowledged, and carried out 0 times|that is not stored|shows/,
  ],
  ["a follower that loses changes", { withholds: ({ version }) => version.number % 5 === 0 }, /was told of/],
  [
    "settlements without their generation",
    { settles: (permit, { confirmed }): Permit => ({ ...permit, generation: confirmed.circuit.generation }) },
    /of generation \d+ counts in|from before a reset counts/,
  ],
  [
    "probes that nobody has stored",
    {
      admits({ id, confirmed: { circuit } }): Permit | null {
        probes += 1;
        if (circuit.state !== "half_open") return null;
        const { generation } = circuit;
        return { kind: "probe", circuit: id, generation, probe: `own${probes}`, expiresAt: circuit.since + 10_000 };
      },
    },
    /that is not stored/,
  ],
];

/** What was found first. */
async function found({ runProtocol, Broken }: Protocol, sabotage: Sabotage = {}): Promise<string> {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    try {
      await runProtocol(seed, 1, sabotage);
    } catch (error) {
      if (!((error as Error).cause instanceof Broken)) throw error;
      return (error as Error).message;
    }
  }
  return `nothing in ${SEEDS} histories`;
}

describe("what is broken on purpose is found", () => {
  let fair: Protocol;
  beforeAll(async () => {
    fair = await loadProtocol();
  });
  // Files that come after this one find the modules as they are.
  afterAll(() => vi.resetModules());

  test.each(SABOTAGES)("%s", async (_, sabotage, what) => {
    const said = await found(fair, sabotage);
    expect(said).not.toMatch(/^nothing/);
    expect(said).toMatch(what);
  });

  test.each<[string, (base: Circuit, fork: Circuit, current: Circuit) => Circuit]>([
    ["that prefers the laxer state", (_, fork, current) => (current.state === "open" ? fork : current)],
    ["that goes over an act of a person", (_, fork, { generation }) => ({ ...fork, generation: generation + 1 })],
    ["that keeps the generation of a fork", (_, fork, current) => (current.acts > fork.acts ? current : fork)],
  ])("a merge %s", async (_, broken) => {
    expect(await found(await loadProtocol(broken))).not.toMatch(/^nothing/);
  });
});
