/** `npm run bench`: the bench has dependencies of its own, the peers that it compares with. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { asProgram, exitCodeOf, run } from "./setup/child.mjs";
import { ensureDependencies } from "./setup/dependencies.mjs";

const root = join(import.meta.dirname, "..");

await asProgram(async () => {
  const bench = join(root, "bench");
  if (existsSync(join(bench, "package.json"))) await ensureDependencies(root, process.execPath, bench);
  return exitCodeOf(await run(process.execPath, [join(bench, "main.ts"), ...process.argv.slice(2)]));
});
