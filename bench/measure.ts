/** Something that is timed. */
export interface Case {
  readonly name: string;
  /** Runs the work this many times. */
  run(times: number): Promise<void>;
}

export interface Figure {
  readonly name: string;
  readonly median: number;
  readonly p95: number;
}

/**
 * Runs all cases in turn, round after round, so that a machine whose speed drifts slows all of them alike. What is young
 * garbage is collected before each, so that none pays for what another one left.
 * @returns nanoseconds per call, over the rounds
 */
export async function interleaved(cases: readonly Case[], rounds: number, times: number): Promise<Figure[]> {
  const samples = new Map<Case, number[]>(cases.map((each) => [each, []]));
  for (const each of cases) await each.run(times);
  for (let round = 0; round < rounds; round += 1) {
    for (const each of cases) {
      globalThis.gc?.({ type: "minor", execution: "sync" });
      const start = process.hrtime.bigint();
      await each.run(times);
      samples.get(each)?.push(Number(process.hrtime.bigint() - start) / times);
    }
  }
  return cases.map(({ name }, index) => figureOf(name, samples.get(cases[index]!) ?? []));
}

/** The median and the 95th percentile of some samples, by nearest rank. */
export function figureOf(name: string, samples: readonly number[]): Figure {
  const sorted = samples.toSorted((a, b) => a - b);
  return { name, median: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) };
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
