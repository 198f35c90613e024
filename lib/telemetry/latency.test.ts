import { describe, expect, it } from "vitest";
import { LATENCY_BOUNDS_MS, LATENCY_BUCKETS, latencyBucket, latencyQuantile } from "./latency.ts";

function countsOf(...latencies: number[]): number[] {
  const counts = new Array<number>(LATENCY_BUCKETS).fill(0);
  for (const ms of latencies) {
    const bucket = latencyBucket(ms);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return counts;
}

describe("latency buckets", () => {
  it("put a latency into the first bucket whose bound it does not exceed", () => {
    for (const [index, bound] of LATENCY_BOUNDS_MS.entries()) {
      expect(latencyBucket(bound)).toBe(index);
      expect(latencyBucket(bound + 0.001)).toBe(index + 1);
    }
    expect(latencyBucket(0)).toBe(0);
  });

  it("give quantiles that are off by less than a factor of two", () => {
    const latencies = Array.from({ length: 1000 }, (_, index) => index + 1);
    const p95 = latencyQuantile(countsOf(...latencies), 0.95) ?? 0;
    expect(p95 / 950).toBeGreaterThan(0.5);
    expect(p95 / 950).toBeLessThan(2);
  });

  it("give no quantile without a call, and the last bound for what took longer than all of them", () => {
    expect(latencyQuantile(countsOf(), 0.95)).toBeNull();
    expect(latencyQuantile(countsOf(90_000), 0.5)).toBe(60_000);
  });
});
