import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "./child.mjs";
import { npm } from "./npm.mjs";
import { withSetupLock } from "./setup-lock.mjs";

/**
 * Installs what `package-lock.json` in `folder` asks for, development tools included, unless it is there already.
 *
 * `npm ci` would be the obvious choice, but npm 11 refuses a lock that does not name optional packages of every other
 * platform, and it empties `node_modules` under whatever is running from it. `--no-save` keeps the lock as it is.
 */
export async function ensureDependencies(root, node, folder = root) {
  if (isInstalled(folder)) return;
  await withSetupLock(join(root, ".node", "setup.lock"), async () => {
    if (isInstalled(folder)) return;
    console.error("Installing dependencies (once, and when package-lock.json changes).");
    await npm(node, folder, ["install", "--no-save", "--include=dev"]);
  });
}

function isInstalled(folder) {
  const wanted = readPackages(join(folder, "package-lock.json"));
  if (!wanted) throw new SetupError("package-lock.json is missing or unreadable");
  // npm writes this record when an installation is complete: one that was interrupted leaves none, or an older one.
  const present = readPackages(join(folder, "node_modules", ".package-lock.json"));
  return present !== undefined && matchesLock(wanted, present);
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Whether npm's record of what is installed agrees with the lock: every required package is there, and none is in
 * another version. Optional packages may be absent: they are other platforms'.
 */
export function matchesLock(wanted, present) {
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    if (path === "") return true;
    const found = present[path];
    return found ? found.version === version && found.integrity === integrity : Boolean(optional);
  });
}
