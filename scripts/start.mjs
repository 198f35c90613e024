/** `npm start`: builds the panel where its sources have changed, and serves it. */
import { join } from "node:path";
import { settingsOrExit } from "../lib/server/settings-or-exit.ts";
import { ensureBuild } from "./build.mjs";

// A wrong setting is told now and not after the build.
settingsOrExit(process.env);
try {
  await ensureBuild(join(import.meta.dirname, ".."));
} catch (error) {
  console.error(error.message);
  process.exit(error.exitCode ?? 1);
}
await import("../server.mjs");
