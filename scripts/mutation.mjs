/** `npm run mutation`: the mutation tester is a dependency of its own folder alone. */
import { join } from "node:path";
import { asProgram, exitCodeOf, run } from "./setup/child.mjs";
import { ensureDependencies } from "./setup/dependencies.mjs";

const root = join(import.meta.dirname, "..");

await asProgram(async () => {
  const mutation = join(root, "mutation");
  await ensureDependencies(root, process.execPath, mutation);
  return exitCodeOf(await run(process.execPath, [join(mutation, "main.mjs"), ...process.argv.slice(2)], { cwd: root }));
});
