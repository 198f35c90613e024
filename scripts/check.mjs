/** `npm run check`: the quick one, for every save. */
import { lint, types, unitTests } from "./checks.mjs";
import { asProgram } from "./setup/child.mjs";
import { Steps } from "./steps.mjs";

await asProgram(async () => {
  const steps = new Steps();
  await lint(steps);
  await types(steps);
  await unitTests(steps);
  return steps.summarise();
});
