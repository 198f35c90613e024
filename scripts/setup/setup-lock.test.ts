import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { withSetupLock } from "./setup-lock.mjs";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
  file = join(folder, "inner", "setup.lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

it("is held while the action runs and gone after it", async () => {
  expect(await withSetupLock(file, async () => existsSync(file))).toBe(true);
  expect(existsSync(file)).toBe(false);
});

it("is given back when the action fails", async () => {
  await expect(withSetupLock(file, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(existsSync(file)).toBe(false);
});

it("lets one action run at a time", async () => {
  const said = vi.spyOn(console, "error").mockReturnValue();
  const order: string[] = [];
  const act = (name: string) => async () => {
    order.push(`${name} begins`);
    await new Promise((resolve) => setImmediate(resolve));
    order.push(`${name} ends`);
  };
  await Promise.all([withSetupLock(file, act("first")), withSetupLock(file, act("second"))]);
  expect(order).toEqual(["first begins", "first ends", "second begins", "second ends"]);
  expect(said).toHaveBeenCalledOnce();
  said.mockRestore();
});

it("is taken over from a process that died", async () => {
  const said = vi.spyOn(console, "error").mockReturnValue();
  const beyondAnyPid = "4194305";
  await withSetupLock(file, async () => {});
  writeFileSync(file, beyondAnyPid);
  expect(await withSetupLock(file, async () => "mine")).toBe("mine");
  said.mockRestore();
});
