/**
 * What protection costs, beside the peers: `npm run bench`. All contestants of a contest run in this process, in turn,
 * so that ratios hold where nanoseconds do not. Writes the figures to bench/results/bench.json.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { openSqliteStore } from "../lib/stores/sqlite/open.ts";
import { hold, type Result, report } from "./contest.ts";
import { contests } from "./contests.ts";
import { reportWeights, weighIdle } from "./idle.ts";
import { peers } from "./peers.mjs";

const ROUNDS = 31;

setFlagsFromString("--expose-gc");
globalThis.gc = runInNewContext("gc");

const { dependencies } = JSON.parse(readFileSync(join(import.meta.dirname, "package.json"), "utf8"));
const versions: Record<string, string> = { node: process.version, ...dependencies };
const machine = { cores: cpus().length, cpu: cpus()[0]?.model ?? "unknown" };
const said = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
console.log(`${said.join(", ")}; ${machine.cores} × ${machine.cpu}`);
console.log(`medians of ${ROUNDS} rounds; × is the ratio to the fastest peer\n`);

const folder = mkdtempSync(join(tmpdir(), "breaker-panel-bench-"));
const store = openSqliteStore(join(folder, "bench.db"));
const results: Result[] = [];
try {
  for (const contest of contests(peers, store)) {
    const result = await hold(contest, ROUNDS);
    results.push(result);
    console.log(report(result));
  }
} finally {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
}
const idle = await weighIdle(peers);
results.push(idle);
console.log(report(idle));
console.log(reportWeights(idle));

const into = join(import.meta.dirname, "results");
mkdirSync(into, { recursive: true });
writeFileSync(join(into, "bench.json"), `${JSON.stringify({ rounds: ROUNDS, versions, machine, results }, null, 2)}\n`);
// Some peers keep a process alive for as long as their circuits are open.
process.exit();
