/** Builds the panel unless what stands in `.next/` was built from these very sources. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asProgram, runOrThrow } from "./setup/child.mjs";
import { withSetupLock } from "./setup/setup-lock.mjs";
import { sourceStamp } from "./source-stamp.mjs";

/** Builds the panel in `root` where that is due. */
export async function ensureBuild(root) {
  if (isBuilt(root)) return;
  await withSetupLock(join(root, ".node", "setup.lock"), async () => {
    if (!isBuilt(root)) await build(root);
  });
}

/**
 * Whether `.next/` holds a finished build of the sources as they are. The stamp goes before the build starts and
 * comes back when it has succeeded, so a build that was interrupted has none.
 */
export function isBuilt(root) {
  const file = stampFile(root);
  return existsSync(file) && readFileSync(file, "utf8") === sourceStamp(root);
}

async function build(root) {
  const file = stampFile(root);
  const stamp = sourceStamp(root);
  rmSync(file, { force: true });
  console.error("Building the panel (once, and when its sources change).");
  const next = join(root, "node_modules", "next", "dist", "bin", "next");
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  await runOrThrow("next build", process.execPath, [next, "build"], { cwd: root, env });
  writeFileSync(`${file}.new`, stamp);
  renameSync(`${file}.new`, file);
}

function stampFile(root) {
  return join(root, ".next", "source-stamp");
}

if (import.meta.main) await asProgram(() => ensureBuild(join(import.meta.dirname, "..")));
