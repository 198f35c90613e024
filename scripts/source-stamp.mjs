import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

const FOLDERS = ["app", "components", "lib", "public"];
const TOP_LEVEL = /^(next\.config|postcss\.config|proxy|instrumentation|instrumentation-client)\.\w+$|\.d\.ts$/;
const TOP_LEVEL_NAMES = new Set(["package-lock.json", "package.json", "tsconfig.json"]);
const GENERATED = new Set(["next-env.d.ts"]);
const TEST = /\.test\.tsx?$/;

/**
 * A hash over everything that `next build` reads, by content: a checkout or a copy changes times, not the build.
 * Tests are left out.
 */
export function sourceStamp(root) {
  const hash = createHash("sha256");
  for (const file of sourceFiles(root)) {
    const content = readFileSync(join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

function sourceFiles(root) {
  const top = readdirSync(root).filter(
    (name) => TOP_LEVEL_NAMES.has(name) || (TOP_LEVEL.test(name) && !GENERATED.has(name)),
  );
  return [...top, ...FOLDERS.flatMap((folder) => filesUnder(root, folder))].filter((file) => !TEST.test(file)).sort();
}

function filesUnder(root, folder) {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, "/"));
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}
