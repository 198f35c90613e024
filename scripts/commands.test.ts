import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createAccounts } from "../lib/auth/accounts.ts";
import { claimsOf } from "../lib/auth/sessions.ts";
import { signInWithPassword } from "../lib/auth/sign-in.ts";
import { openSqliteStore } from "../lib/stores/sqlite/open.ts";

// Each test starts processes, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let dataDir: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "panel-command-"));
  dataDir = join(folder, "data");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a command in a process of its own. */
async function run(script: string, ...args: readonly string[]) {
  const env = { ...process.env, PANEL_DATA_DIR: dataDir };
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], { env });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { out, err, code };
}

/** The accounts of the folder, as a server that is running has them. */
function open({ exclusive = false } = {}) {
  const store = openSqliteStore(join(dataDir, "panel.db"), { exclusive });
  const accounts = createAccounts({ store, now: Date.now, instance: "one" });
  return { store, accounts, [Symbol.dispose]: () => store.close() };
}

describe("token", () => {
  test("prints a token and nothing else, which a server that is running knows at once", async () => {
    using server = open({ exclusive: true });
    const { out, err, code } = await run(
      "token.ts",
      "--name",
      "ci",
      "--scopes",
      "read,admin",
      "--workspaces",
      "acme,b",
    );
    expect({ err, code }).toEqual({ err: "", code: 0 });
    expect(out).toMatch(/^bp_[A-Za-z0-9_-]{43}\n$/);
    expect(await server.accounts.tokens.find(out.trim())).toMatchObject({
      name: "ci",
      scopes: ["read", "admin"],
      workspaces: ["acme", "b"],
      expires_at: null,
      created_by: expect.stringMatching(/^command line/),
    });
  });

  test("works before the first start, and sets an end where one is asked for", async () => {
    const { out } = await run("token.ts", "--name", "ci", "--scopes", "read", "--expires-in-days", "30");
    using server = open();
    const token = await server.accounts.tokens.find(out.trim());
    expect(token?.expires_at).toBe((token?.created_at ?? 0) + 30 * 86_400_000);
  });

  test.each([
    [[], "--name"],
    [["--name", "ci", "--scopes", "root"], "--scopes"],
    [["--name", "ci", "--scopes", "read", "--expires-in-days", "soon"], "--expires-in-days"],
    [["--name", "ci", "--scopes", "read", "--role", "admin"], "--role"],
  ])("called with %j it names what is wrong, and how it is called", async (args, wrong) => {
    const { out, err, code } = await run("token.ts", ...args);
    expect({ out, code }).toEqual({ out: "", code: 2 });
    expect(err.split("\n\n")[0]).toContain(wrong);
    expect(err).toContain("npm run --silent token -- ");
  });
});

describe("admin", () => {
  const EMAIL = "ann@example.com";
  const enter = async (password: string) => {
    using server = open();
    return await signInWithPassword(server.accounts, { email: EMAIL, password }, "192.0.2.7");
  };

  test("makes an admin and prints the password; resetting it ends the old one and the sessions", async () => {
    const made = await run("admin.ts", "create-admin", "--email", "Ann@Example.com");
    const user = await enter(made.out.trim());
    expect(user).toMatchObject({ email: EMAIL, role: "admin" });
    expect((await run("admin.ts", "list")).out).toBe("admin   ann@example.com\n");

    const reset = await run("admin.ts", "reset-password");
    expect(await enter(made.out.trim())).toBeNull();
    expect(await enter(reset.out.trim())).not.toBeNull();
    using server = open();
    expect(await server.accounts.users.bySession(claimsOf(user!))).toBeNull();
  });

  test("prints a login link for the only admin", async () => {
    await run("admin.ts", "create-admin", "--email", EMAIL);
    const { out } = await run("admin.ts", "login-link");
    const url = new URL(out);
    expect(url.origin + url.pathname).toBe("http://127.0.0.1:3000/login");
    using server = open();
    expect(await server.accounts.loginLinks.redeem(url.searchParams.get("once") ?? "")).toBe(EMAIL);
  });

  test("asks which admin is meant where there are many", async () => {
    await run("admin.ts", "create-admin", "--email", EMAIL);
    await run("admin.ts", "create-admin", "--email", "bob@example.com");
    const { err, code } = await run("admin.ts", "reset-password");
    expect(code).toBe(2);
    expect(err).toContain("ann@example.com, bob@example.com");
  });

  test.each([
    [[], 2, "list, reset-password"],
    [["create-admin", "--email", "a@example.com,b@example.com"], 2, "--email"],
    [["reset-password"], 1, "no admin"],
    [["reset-password", "--email", "nobody@example.com"], 1, "nobody@example.com"],
  ])("called with %j it ends with %d and says why", async (args, exit, why) => {
    const { out, err, code } = await run("admin.ts", ...args);
    expect({ out, code }).toEqual({ out: "", code: exit });
    expect(err.split("\n\n")[0]).toContain(why);
  });
});

describe("seed", () => {
  test("fills an empty folder with circuits, and refuses one that is not", async () => {
    const first = await run("seed.ts", "--circuits", "20");
    expect(first).toMatchObject({ err: "", code: 0, out: expect.stringContaining("20 circuits are in") });
    const store = openSqliteStore(join(dataDir, "panel.db"), { exclusive: false });
    expect(await store.load("circuits")).toHaveLength(20);
    await store.close();
    const again = await run("seed.ts", "--circuits", "20");
    expect(again).toMatchObject({ out: "", code: 1, err: expect.stringContaining("is not empty") });
  });

  test("says what it takes", async () => {
    expect(await run("seed.ts", "--circuits", "0")).toMatchObject({
      code: 2,
      err: expect.stringContaining("--circuits"),
    });
  });
});
