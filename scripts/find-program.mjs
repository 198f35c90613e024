import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * The first of `candidates` that can be run. One with a slash is a path, any other a name looked for on the PATH;
 * undefined ones are skipped.
 *
 * @param {(string | undefined)[]} candidates
 * @param {{ path?: string, canRun?: (file: string) => boolean }} [options] as found in this process by default
 * @returns {string | undefined}
 */
export function findProgram(candidates, { path = process.env.PATH ?? "", canRun = isExecutable } = {}) {
  const folders = path.split(delimiter).filter(Boolean);
  return candidates
    .filter((candidate) => candidate !== undefined)
    .flatMap((candidate) => (candidate.includes("/") ? candidate : folders.map((folder) => join(folder, candidate))))
    .find(canRun);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
