/** `npm run cluster-test`: a fleet of processes on a Redis server, under load and faults. Takes rows by name, `--short`. */
import { join } from "node:path";
import { ensureRedis } from "./ensure-test-programs.mjs";
import { asProgram, exitCodeOf, run } from "./setup/child.mjs";

const root = join(import.meta.dirname, "..");

await asProgram(async () => {
  const env = { ...process.env, ...(await ensureRedis()) };
  const main = join(root, "cluster", "main.ts");
  return exitCodeOf(await run(process.execPath, [main, ...process.argv.slice(2)], { env }));
});
