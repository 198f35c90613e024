import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exitCodeOf, run, runOrThrow } from "./child.mjs";

const node = (code: string): [string, string[]] => [process.execPath, ["-e", code]];

/** A parent that runs `code` as its child through `run`, as the bootstrap runs the server. */
function startParent(code: string, options = {}) {
  const script = `
    import { asProgram, exitCodeOf, run } from ${JSON.stringify(join(import.meta.dirname, "child.mjs"))};
    await asProgram(async () => exitCodeOf(await run(process.execPath, ["-e", ${JSON.stringify(code)}], ${JSON.stringify(options)})));`;
  return spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
}

describe("a program that was run", () => {
  it("tells its exit code", async () => {
    expect(exitCodeOf(await run(...node("process.exit(7)")))).toBe(7);
  });

  it("tells the signal that ended it as a shell does", async () => {
    expect(exitCodeOf(await run(...node("process.kill(process.pid, 'SIGTERM')")))).toBe(143);
  });

  it("fails by its name where it must succeed", async () => {
    await expect(runOrThrow("the step", ...node("process.exit(7)"))).rejects.toThrow("the step failed (exit code 7)");
  });

  it("takes what it left running along, if it had a group", async () => {
    // What is left behind keeps the parent's stdout open, so that closes only when all of them are gone.
    const leavesOneBehind = `
      const { spawn } = require("node:child_process");
      spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
      process.exit(0);`;
    const parent = startParent(leavesOneBehind, { group: true });
    expect(await once(parent, "close")).toEqual([0, null]);
  });
});

describe("a signal", () => {
  it.each(["SIGTERM", "SIGINT"] as const)("is passed on: %s, and the child's exit code kept", async (signal) => {
    const parent = startParent(`
      process.on("${signal}", () => process.exit(5));
      setInterval(() => {}, 1000);
      console.log("ready");`);
    await once(parent.stdout, "data");
    parent.kill(signal);
    expect(await once(parent, "exit")).toEqual([5, null]);
  });
});
