/** `npm run typecheck`: writes the types of the routes, which are generated, and checks everything. */
import { asProgram, runOrThrow } from "./setup/child.mjs";

await asProgram(async () => {
  await runOrThrow("next typegen", process.execPath, ["node_modules/next/dist/bin/next", "typegen"]);
  await runOrThrow("tsc", process.execPath, ["node_modules/typescript/bin/tsc", "--noEmit"]);
});
