/**
 * Runs one of the project's programs from a bare clone: `node scripts/bootstrap.mjs <program> [arguments]`.
 *
 * Brings what is missing (a Node that is new enough, the dependencies) and then runs the program with that Node.
 * This file and those under `setup/` must run on Node 18 and need no package.
 */
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { asProgram, exitCodeOf, run, SetupError } from "./setup/child.mjs";
import { ensureDependencies } from "./setup/dependencies.mjs";
import { ensureNode } from "./setup/node-runtime.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const [program, ...args] = process.argv.slice(2);

await asProgram(async () => {
  if (!program) throw new SetupError("usage: node scripts/bootstrap.mjs <program> [arguments]");
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  const node = await ensureNode(root);
  process.env.PATH = `${dirname(node)}${delimiter}${process.env.PATH ?? ""}`;
  await ensureDependencies(root, node);
  return exitCodeOf(await run(node, [join(root, program), ...args], { cwd: root }));
});
