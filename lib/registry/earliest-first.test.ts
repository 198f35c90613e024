import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EarliestFirst } from "./earliest-first.ts";

/** What it gives, taken out one after the other. */
function emptied<T>(order: EarliestFirst<T>): T[] {
  const out: T[] = [];
  for (let first = order.first; first !== undefined; first = order.first) {
    out.push(first.value);
    order.delete(first.value);
  }
  return out;
}

describe("values with a time each", () => {
  test("come earliest first, each at the time it was set last, without those that were taken out", () => {
    const acts = fc.array(fc.tuple(fc.nat(60), fc.option(fc.nat(100))), { maxLength: 300, size: "max" });
    fc.assert(
      fc.property(acts, (each) => {
        const order = new EarliestFirst<number>();
        const times = new Map<number, number>();
        for (const [value, at] of each) {
          if (at === null) {
            order.delete(value);
            times.delete(value);
          } else {
            order.set(value, at);
            times.set(value, at);
          }
          expect(order.size).toBe(times.size);
          expect(order.first?.at).toBe(times.size === 0 ? undefined : Math.min(...times.values()));
        }
        const out = emptied(order);
        expect(new Set(out)).toEqual(new Set(times.keys()));
        expect(out.map((value) => times.get(value))).toEqual([...times.values()].sort((a, b) => a - b));
        expect(order.size).toBe(0);
      }),
    );
  });

  test("come as set, whatever stands in their place meanwhile", () => {
    const order = new EarliestFirst<string>();
    for (const [value, at] of Object.entries({ a: 1, b: 10, c: 2, d: 11, e: 12, f: 3 })) order.set(value, at);
    order.delete("d");
    order.set("e", 0);
    expect(order.first).toMatchObject({ value: "e", at: 0 });
    expect(emptied(order)).toEqual(["e", "a", "c", "f", "b"]);
  });

  test("can be set again once all were taken out", () => {
    const order = new EarliestFirst<string>();
    order.set("a", 2);
    order.set("b", 1);
    order.clear();
    expect([order.size, order.first]).toEqual([0, undefined]);
    order.delete("a");
    order.set("b", 3);
    order.set("a", 4);
    expect(emptied(order)).toEqual(["b", "a"]);
  });

  test("of which none is there have no first, and taking one out changes nothing", () => {
    const order = new EarliestFirst<string>();
    order.delete("a");
    expect([order.size, order.first]).toEqual([0, undefined]);
  });
});
