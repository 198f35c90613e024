/**
 * Builds the engine as a package of its own in `dist/engine/`: one module, its types, and a `package.json` that asks for
 * nothing but what the module imports. `--pack` makes a tarball of it and prints its path, and nothing else on stdout.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, isAbsolute, join, relative } from "node:path";
import { rolldown } from "rolldown";
import { asProgram, runOrThrow } from "./setup/child.mjs";

const ROOT = join(import.meta.dirname, "..");
const OUT = join(ROOT, "dist", "engine");

/** Relative imports of a declaration file, with the ending of its source. */
const IMPORTS = /((?:from|import)\s*\(?\s*")(\.[^"]+)\.ts"/g;

/** Builds the package anew, and answers the folder that it is in once it is whole. */
export async function buildEngine() {
  mkdirSync(join(ROOT, "dist"), { recursive: true });
  // Built aside: who imports the last build meanwhile must not find half of this one.
  const folder = mkdtempSync(join(ROOT, "dist", "building-"));
  try {
    const imported = await bundle(join(folder, "index.js"));
    await declare(join(folder, "types"));
    writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest(imported), null, 2)}\n`);
    copyFileSync(join(ROOT, "LICENSE"), join(folder, "LICENSE"));
    copyFileSync(join(ROOT, "docs", "library.md"), join(folder, "README.md"));
    rmSync(OUT, { recursive: true, force: true });
    renameSync(folder, OUT);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return OUT;
}

/** Writes the module, and answers the packages that it imports. */
async function bundle(file) {
  const built = await rolldown({
    input: join(ROOT, "lib", "engine", "index.ts"),
    platform: "node",
    external: (id) => !id.startsWith(".") && !isAbsolute(id),
  });
  const { output } = await built.write({ file, format: "esm", sourcemap: false });
  await built.close();
  return output[0].imports.filter((id) => !isBuiltin(id)).map(packageOf);
}

/** Writes the declarations that the module's own lead to. */
async function declare(folder) {
  const all = mkdtempSync(join(ROOT, "dist", "types-"));
  try {
    const compiler = join(ROOT, "node_modules", "typescript", "bin", "tsc");
    const project = join(ROOT, "lib", "engine", "tsconfig.build.json");
    await runOrThrow("tsc", process.execPath, [compiler, "-p", project, "--outDir", all], { cwd: ROOT });
    copyReachable(all, join("engine", "index.d.ts"), folder);
  } finally {
    rmSync(all, { recursive: true, force: true });
  }
}

function copyReachable(from, file, to, done = new Set()) {
  if (done.has(file)) return;
  done.add(file);
  const text = readFileSync(join(from, file), "utf8");
  mkdirSync(dirname(join(to, file)), { recursive: true });
  writeFileSync(join(to, file), text.replace(IMPORTS, '$1$2.js"'));
  for (const [, , path] of text.matchAll(IMPORTS)) {
    copyReachable(from, `${join(dirname(file), path)}.d.ts`, to, done);
  }
}

function manifest(imported) {
  const { name, version, license, engines, dependencies } = JSON.parse(
    readFileSync(join(ROOT, "package.json"), "utf8"),
  );
  const needed = [...new Set(imported)].sort().map((id) => [id, `^${dependencies[id]}`]);
  return {
    name,
    version,
    description: "Circuit breakers for the functions of a service, shared with others and seen on Breaker Panel",
    license,
    type: "module",
    engines,
    exports: { "./engine": { types: "./types/engine/index.d.ts", default: "./index.js" } },
    dependencies: Object.fromEntries(needed),
  };
}

function packageOf(id) {
  return id
    .split("/")
    .slice(0, id.startsWith("@") ? 2 : 1)
    .join("/");
}

/** Makes a tarball of the package in a folder, and answers its path. */
function pack(folder, destination) {
  const args = ["pack", folder, "--json", "--pack-destination", destination];
  const [{ filename }] = Object.values(JSON.parse(execFileSync("npm", args, { cwd: ROOT, encoding: "utf8" })));
  return join(destination, filename);
}

if (import.meta.main) {
  await asProgram(async () => {
    const folder = await buildEngine();
    if (process.argv.includes("--pack")) console.log(pack(folder, join(ROOT, "dist")));
    else console.error(`The engine is in ${relative(process.cwd(), folder)}.`);
  });
}
