/** `npm run console-figures`: what the console costs with 10,000 circuits, measured in a browser. */
import { join } from "node:path";
import { build } from "./checks.mjs";
import { ensureBrowser } from "./ensure-test-programs.mjs";
import { asProgram, exitCodeOf, run } from "./setup/child.mjs";
import { Steps } from "./steps.mjs";

const root = join(import.meta.dirname, "..");

await asProgram(async () => {
  const env = { ...process.env, ...(await ensureBrowser()) };
  if (!(await build(new Steps()))) return 1;
  return exitCodeOf(await run(process.execPath, [join(root, "figures", "main.ts")], { env }));
});
