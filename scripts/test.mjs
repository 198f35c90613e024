/** `npm test`: everything. Every step is run and told, and the last line has the totals of all tests. */
import { build, e2e, lint, tests, types, unused } from "./checks.mjs";
import { ensureTestPrograms } from "./ensure-test-programs.mjs";
import { asProgram } from "./setup/child.mjs";
import { Steps } from "./steps.mjs";

await asProgram(async () => {
  const env = await ensureTestPrograms();
  const steps = new Steps();
  await lint(steps);
  await types(steps);
  await unused(steps);
  await tests(steps, env);
  if (await build(steps)) await e2e(steps, env);
  else steps.fail("e2e", "there is no build to test");
  return steps.summarise();
});
