import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSettings, SettingsError } from "./settings.ts";

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}

describe("settings", () => {
  it("have defaults, and treat what is empty as not set", () => {
    const settings = readSettings({ PORT: "", PANEL_ADMIN_EMAIL: "" });
    expect(settings).toMatchObject({
      port: 3000,
      host: "127.0.0.1",
      adminEmail: null,
      adminPassword: null,
      publicUrl: null,
      sessionSecret: null,
      secretsKey: null,
      redisUrl: null,
      trustProxy: false,
      eventDays: 30,
      actDays: 365,
      demo: false,
    });
    expect(isAbsolute(settings.dataDir)).toBe(true);
    expect(settings.instance).toMatch(/^[A-Za-z0-9_.:-]+$/);
  });

  it.each([
    ["PORT", "70000"],
    ["PORT", "http"],
    ["PANEL_ADMIN_EMAIL", "nobody"],
    ["PANEL_ADMIN_PASSWORD", "short"],
    ["NEXTAUTH_URL", "ftp://panel.test"],
    ["NEXTAUTH_SECRET", "short"],
    ["PANEL_SECRETS_KEY", "short"],
    ["PANEL_SECRETS_KEY", "x".repeat(44)],
    ["PANEL_INSTANCE", "a b"],
    ["PANEL_TRUST_PROXY", "maybe"],
    ["PANEL_EVENT_DAYS", "0"],
    ["REDIS_URL", "http://127.0.0.1:6379"],
  ])("that are wrong are named: %s=%s", (name, value) => {
    const [problem, ...others] = problemsOf({ [name]: value });
    expect(problem).toMatch(new RegExp(`^${name} .+`));
    expect(others).toEqual([]);
  });

  it("are all named at once", () => {
    expect(problemsOf({ PORT: "x", PANEL_INSTANCE: "a b" })).toHaveLength(2);
  });

  it("take the first admin's password from a file", () => {
    const folder = mkdtempSync(join(tmpdir(), "settings-"));
    const file = join(folder, "password");
    writeFileSync(file, "long enough for anybody\n");
    expect(readSettings({ PANEL_ADMIN_PASSWORD_FILE: file }).adminPassword).toBe("long enough for anybody");
    expect(problemsOf({ PANEL_ADMIN_PASSWORD_FILE: join(folder, "none") })).toMatchObject([/cannot be read/]);
    rmSync(folder, { recursive: true });
  });

  it("take the key of secrets as it is, or from a file", () => {
    const key = randomBytes(32).toString("base64url");
    expect(readSettings({ PANEL_SECRETS_KEY: key }).secretsKey).toBe(key);
    const folder = mkdtempSync(join(tmpdir(), "settings-"));
    const file = join(folder, "key");
    writeFileSync(file, `${key}\n`);
    expect(readSettings({ PANEL_SECRETS_KEY_FILE: file }).secretsKey).toBe(key);
    writeFileSync(file, "no key");
    expect(problemsOf({ PANEL_SECRETS_KEY_FILE: file })).toMatchObject([/^PANEL_SECRETS_KEY_FILE .*43 base64url/]);
    rmSync(folder, { recursive: true });
  });
});
