/**
 * What protection costs: `npm run bench`. Prints nanoseconds per call, and ratios against a bare call measured in the
 * same run; writes the figures to bench/results/overhead.json.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_POLICY, SUCCESS } from "../lib/breaker/index.ts";
import { Registry } from "../lib/registry/index.ts";
import { MemoryStore } from "../lib/stores/memory/memory-store.ts";
import { interleaved } from "./measure.ts";

const ROUNDS = 40;
const CALLS = 50_000;

const dependency = async () => 1;
const registry = new Registry({ store: new MemoryStore(), instance: "bench" });
await registry.load();
const circuit = registry.register("bench", { ...DEFAULT_POLICY, revision: 1 });

async function guarded(): Promise<number> {
  const admission = await circuit.admit(null);
  if (admission.kind === "rejection") throw new Error("a healthy circuit refused");
  const output = await dependency();
  await circuit.settle(admission, SUCCESS);
  return output;
}

const [bare, protectedCall] = await interleaved(
  [
    { name: "bare await", run: times(dependency) },
    { name: "admit, await, settle", run: times(guarded) },
  ],
  ROUNDS,
  CALLS,
);
if (bare === undefined || protectedCall === undefined) throw new Error("nothing was measured");
registry.close();

const overhead = { median: protectedCall.median - bare.median, ratio: protectedCall.median / bare.median };
for (const { name, median, p95 } of [bare, protectedCall]) {
  console.log(`${name.padEnd(24)} ${median.toFixed(0).padStart(6)} ns  p95 ${p95.toFixed(0).padStart(6)} ns`);
}
console.log(
  `overhead per healthy execution: ${overhead.median.toFixed(0)} ns (${overhead.ratio.toFixed(2)} × a bare call)`,
);

const folder = join(import.meta.dirname, "results");
mkdirSync(folder, { recursive: true });
const results = { rounds: ROUNDS, calls: CALLS, node: process.version, cases: [bare, protectedCall], overhead };
writeFileSync(join(folder, "overhead.json"), `${JSON.stringify(results, null, 2)}\n`);

function times(call: () => Promise<unknown>): (count: number) => Promise<void> {
  return async (count) => {
    for (let done = 0; done < count; done += 1) await call();
  };
}
