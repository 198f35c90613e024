import { globSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { SetupError } from "../scripts/setup/child.mjs";

const MUTATED_FOLDERS = ["lib/breaker", "lib/registry"];
/** What only tests use: a mutant in there says nothing about the engine. */
const FOR_TESTS = ["**/*.test.ts", "**/testkit.ts", "**/*.child.ts", "**/model/**", "**/chaos/**"];

/**
 * The files to mutate: those in `asked` (files and folders of the project), or all.
 *
 * @param {string} root
 * @param {string[]} asked
 * @returns {string[]} paths within `root`
 */
export function sourceFiles(root, asked) {
  const places = asked.length > 0 ? asked : MUTATED_FOLDERS;
  const patterns = places.map((place) => (isFolder(root, place) ? `${place}/**/*.ts` : place));
  const files = globSync(patterns, { cwd: root, exclude: FOR_TESTS }).map((file) => file.split(sep).join("/"));
  if (files.length === 0) throw new SetupError(`There is nothing to mutate in ${places.join(", ")}.`);
  return [...new Set(files)].sort();
}

function isFolder(root, place) {
  const found = statSync(join(root, place), { throwIfNoEntry: false });
  if (!found) throw new SetupError(`There is no ${place}.`);
  return found.isDirectory();
}
