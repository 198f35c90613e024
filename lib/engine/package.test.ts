import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it, vi } from "vitest";

// It builds, packs and installs, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const ROOT = join(import.meta.dirname, "..", "..");

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "panel-package-"));
  const packed = await run(process.execPath, [join(ROOT, "scripts", "build-engine.mjs"), "--pack"], ROOT);
  write("package.json", JSON.stringify({ name: "service", private: true, type: "module" }));
  await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", packed.trim()], folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program to its end, and answers what it printed. */
async function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${out}${err}`);
  return out;
}

function write(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

it("brings only what the engine needs: no Next, no React, no HTTP client", () => {
  const { packages } = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
  const installed = Object.keys(packages).map((path) => path.replace("node_modules/", ""));
  expect(installed.filter((name) => /^(@types\/)?(react|next|undici)/.test(name))).toEqual([]);
  expect(installed).toEqual(expect.arrayContaining(["breaker-panel", "@redis/client", "zod"]));
  expect(readdirSync(join(folder, "node_modules", "breaker-panel")).sort()).toEqual([
    "LICENSE",
    "README.md",
    "index.js",
    "package.json",
    "types",
  ]);
});

it("protects a function of a service, and lets its process end", async () => {
  const script = write(
    "service.js",
    `import { createEngine } from "breaker-panel/engine";
    const engine = await createEngine({ namespace: "orders" });
    const call = engine.protect("api", () => { throw new Error("no"); }, { policy: { failure_threshold: 2 } });
    const types = [];
    for (let each = 0; each < 3; each++) types.push((await call()).error_type);
    console.log(JSON.stringify({ types, state: engine.status("api").state }));`,
  );
  expect(JSON.parse(await run(process.execPath, [script], folder))).toEqual({
    types: ["node_error", "node_error", "circuit_breaker"],
    state: "open",
  });
});

it("is typed from the function's input to its output", async () => {
  write(
    "service.ts",
    `import { createEngine, EngineError, ignore, StoreError, type ExecutionResult } from "breaker-panel/engine";
    const engine = await createEngine({ instance: "orders-1", onStore: (error: StoreError | null) => void error });
    const pay = engine.protect("pay", async (cents: number, { signal }) => ({ id: String(cents), signal }), {
      policy: { failure_threshold: 3, retry: { max_retries: 2 } },
      classify: (error) => (error instanceof RangeError ? { verdict: "ignored" } : undefined),
    });
    const result: ExecutionResult<{ id: string }> = await pay(1, { workspace: "acme" });
    export const id: string = "error" in result ? result.error_type : result.output.id;
    export const ping = engine.protect("ping", () => { throw ignore(new Error("no")); })();
    export const state: "open" | "half_open" | "closed" | undefined = engine.status("pay")?.state;
    export const code = (error: EngineError) => error.code;
    // @ts-expect-error the input is a number
    await pay("1");
    // @ts-expect-error there is an input
    await pay();
    // @ts-expect-error no policy has this field
    engine.protect("other", () => 1, { policy: { failure_treshold: 3 } });`,
  );
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2024", "--types", ""];
  const compiler = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  expect(await run(process.execPath, [compiler, ...options, "service.ts"], folder)).toBe("");
});

it("is not made of the whole repository", async () => {
  await expect(run("npm", ["pack", "--dry-run"], ROOT)).rejects.toThrow("npm run pack:engine");
});
