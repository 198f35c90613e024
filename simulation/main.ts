/**
 * How many good calls each strategy lets through, and how many bad ones it sends, under patterns of failure:
 * `npm run simulate`. The circuits are the panel's own; the clock is virtual, and the same seed gives the same figures.
 *
 * Writes the figures and pictures of docs/strategies.md. `-- --seed 7` runs it with other luck, and writes nothing.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { withFigures } from "./document.ts";
import { pictures } from "./pictures.ts";
import { DOCUMENTED_SEED, type Results, simulate } from "./programme.ts";
import { report } from "./report.ts";

const DOCS = join(import.meta.dirname, "..", "docs");

const { values } = parseArgs({ options: { seed: { type: "string", default: String(DOCUMENTED_SEED) } } });
const seed = Number(values.seed);
if (!Number.isSafeInteger(seed)) {
  console.error(`--seed takes a whole number, not ${values.seed}`);
  process.exit(2);
}

const results = simulate(seed);
console.log(`seed ${results.seed}, ${results.runs} runs each: means (least to most)`);
console.log(
  "good: of the calls that could be answered well, those let through; bad: of those sent without a breaker\n",
);
console.log(report("STRATEGIES", results.contest));
console.log(report("ADAPTIVE WITH OTHER VALUES", results.tuning));
console.log(report("CONSECUTIVE, recovery_timeout 30, WITH AND WITHOUT A RAMP", results.ramp));
if (seed === DOCUMENTED_SEED) write(results);
else console.log(`written to docs/ with seed ${DOCUMENTED_SEED} only`);

function write(found: Results): void {
  const folder = join(DOCS, "simulation");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "results.json"), `${JSON.stringify(found, null, 2)}\n`);
  for (const [name, drawn] of pictures(found)) writeFileSync(join(folder, name), drawn);
  const page = join(DOCS, "strategies.md");
  writeFileSync(page, withFigures(readFileSync(page, "utf8"), found));
  console.log("written: docs/strategies.md, docs/simulation/");
}
