/** `npm run check`: the quick one, for every save. */
import { lint, tests, types } from "./checks.mjs";
import { asProgram } from "./setup/child.mjs";
import { Steps } from "./steps.mjs";

await asProgram(async () => {
  const steps = new Steps();
  await lint(steps);
  await types(steps);
  await tests(steps, {});
  return steps.summarise();
});
