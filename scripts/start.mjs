/** `npm start`: builds the panel where its sources have changed, and serves it. */
import { join } from "node:path";
import { settingsOrExit } from "../lib/server/settings-or-exit.ts";
import { ensureBuild } from "./build.mjs";
import { asProgram } from "./setup/child.mjs";

await asProgram(async () => {
  // A wrong setting is told now and not after the build.
  settingsOrExit(process.env);
  await ensureBuild(join(import.meta.dirname, ".."));
  await import("../server.mjs");
});
