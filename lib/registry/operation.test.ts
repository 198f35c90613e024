import { describe, expect, test, vi } from "vitest";
import { type Circuit, newCircuit } from "../breaker/index.ts";
import { START } from "../breaker/testkit.ts";
import { STORE_PATIENCE_MS } from "./deadline.ts";
import { type Apply, fold, Operation } from "./operation.ts";

const CIRCUIT = newCircuit("external_api", START);
const nothing: Apply<string> = (circuit) => ({ circuit, events: [], result: "done" });

describe("whoever waits for an operation", () => {
  test("hears at once of one that is done, also of an empty result", () => {
    const [told, silent] = [new Operation(nothing, { writeId: null }), new Operation<undefined>(vi.fn(), null)];
    told.succeed("done");
    silent.succeed(undefined);
    expect([told.outcome(), silent.outcome()]).toEqual(["done", undefined]);
  });

  test("has the error at once of one that has failed", () => {
    const operation = new Operation(nothing, { writeId: null });
    operation.fail(new Error("out"));
    expect(() => operation.outcome()).toThrow("out");
  });

  test("waits for one that is neither, and all wait for the same", async () => {
    const operation = new Operation(nothing, null);
    const waiting = operation.outcome();
    expect(waiting).toBeInstanceOf(Promise);
    expect(operation.outcome()).toBe(waiting);
    operation.succeed("done");
    expect(await waiting).toBe("done");
    expect(operation.outcome()).toBe("done");
  });

  test("hears of a failure that comes later", async () => {
    const operation = new Operation(nothing, { writeId: null });
    const waiting = operation.outcome();
    operation.fail(new Error("out"));
    await expect(waiting).rejects.toThrow("out");
  });

  test("has one patience, from the first time that it began to wait", () => {
    const clock = vi.spyOn(performance, "now").mockReturnValue(1000);
    const operation = new Operation(nothing, null);
    expect(operation.startWaiting()).toBe(1000 + STORE_PATIENCE_MS);
    clock.mockReturnValue(1200);
    expect(operation.startWaiting()).toBe(1000 + STORE_PATIENCE_MS);
    clock.mockRestore();
  });
});

describe("what operations make of a circuit", () => {
  test("is made one after the other, at one time, with all that happened in its order", () => {
    const seen: [Circuit, number][] = [];
    const grow: Apply<number> = (circuit, at) => {
      seen.push([circuit, at]);
      const generation = circuit.generation + 1;
      const event = { kind: "half_opened", at, generation } as const;
      return { circuit: { ...circuit, generation }, events: [event], result: generation };
    };
    const two = [1, 2].map(() => new Operation(grow, null) as Operation);
    const { circuit, events, results } = fold(CIRCUIT, two, START + 5);
    expect(circuit.generation).toBe(3);
    expect(events.map(({ generation }) => generation)).toEqual([2, 3]);
    expect(results).toEqual([2, 3]);
    expect(seen.map(([before, at]) => [before.generation, at])).toEqual([
      [1, START + 5],
      [2, START + 5],
    ]);
  });

  test("is the circuit itself where there are none", () => {
    expect(fold(CIRCUIT, [], START)).toEqual({ circuit: CIRCUIT, events: [], results: [] });
  });
});
