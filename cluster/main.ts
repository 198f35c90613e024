/**
 * What a fleet of real processes on a real server comes to, under load and faults: `npm run cluster-test`, or one row of
 * it by its name. Ends with exit code 1 where something is not reached.
 */
import { rows } from "./rows.ts";
import type { Line, Size } from "./support/row.ts";

const args = process.argv.slice(2);
const size: Size = args.includes("--short") ? "short" : "full";
const names = args.filter((arg) => !arg.startsWith("--"));
const unknown = names.find((name) => !rows.some((row) => row.name === name));
if (unknown !== undefined) {
  console.error(`There is no row ${unknown}: ${rows.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}
const all: Line[] = [];
for (const row of rows) {
  if (names.length > 0 && !names.includes(row.name)) continue;
  const began = performance.now();
  const lines = await row.run(size);
  for (const { what, toReach, got, ok } of lines) console.log(`${ok ? "ok  " : "MISS"} ${what}: ${got} (${toReach})`);
  console.log(`     ${row.name}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  all.push(...lines);
}
console.log(`\n| test | to reach | got |\n| --- | --- | --- |`);
for (const { what, toReach, got, ok } of all) console.log(`| ${what} | ${toReach} | ${ok ? got : `**${got}**`} |`);
const missed = all.filter(({ ok }) => !ok).length;
console.log(`\n${all.length - missed} reached, ${missed} missed`);
process.exit(missed === 0 ? 0 : 1);
