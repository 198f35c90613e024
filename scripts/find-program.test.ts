import { describe, expect, it } from "vitest";
import { findBrowser } from "./find-browser.mjs";
import { findProgram } from "./find-program.mjs";
import { findRedis } from "./find-redis.mjs";

const machineWith = (...files: string[]) => ({
  path: "/usr/local/bin:/usr/bin",
  canRun: (file: string) => files.includes(file),
});

describe("a program", () => {
  it("is looked for in the order of the names, then of the PATH", () => {
    const machine = machineWith("/usr/local/bin/b", "/usr/bin/a", "/usr/bin/b");
    expect(findProgram(["a", "b"], machine)).toBe("/usr/bin/a");
    expect(findProgram(["b", "a"], machine)).toBe("/usr/local/bin/b");
  });

  it("may be named by its path", () => {
    expect(findProgram([undefined, "/opt/x", "a"], machineWith("/opt/x", "/usr/bin/a"))).toBe("/opt/x");
  });

  it("is not found where there is none", () => {
    expect(findProgram(["a"], machineWith())).toBeUndefined();
  });
});

describe("the browser", () => {
  const findOn = (env: Record<string, string>, ...files: string[]) =>
    findBrowser({
      env,
      own: "/cache/playwright/chrome",
      find: (candidates) => findProgram(candidates, machineWith(...files)),
    });

  it("is the one that the user names, found or not", () => {
    expect(findOn({ CHROMIUM_PATH: "/my/chrome" }, "/usr/bin/chromium")).toBe("/my/chrome");
  });

  it("is one without windows before any other", () => {
    const shell = "/usr/bin/chromium-headless-shell";
    expect(findOn({}, "/usr/bin/chromium", shell)).toBe(shell);
  });

  it("is the system's before Playwright's own", () => {
    const system = "/usr/bin/google-chrome";
    expect(findOn({}, "/cache/playwright/chrome", system)).toBe(system);
  });

  it("is Playwright's own where the system has none", () => {
    expect(findOn({}, "/cache/playwright/chrome")).toBe("/cache/playwright/chrome");
  });

  it("is missing where there is none", () => {
    expect(findOn({})).toBeUndefined();
  });
});

describe("the Redis server", () => {
  const findOn = (env: Record<string, string>, ...files: string[]) =>
    findRedis({ env, find: (candidates) => findProgram(candidates, machineWith(...files)) });

  it("is the one that the user names, else the system's, else Valkey", () => {
    const both = ["/usr/bin/valkey-server", "/usr/bin/redis-server"];
    expect(findOn({ REDIS_SERVER_PATH: "/my/redis" }, ...both)).toBe("/my/redis");
    expect(findOn({}, ...both)).toBe("/usr/bin/redis-server");
    expect(findOn({}, "/usr/bin/valkey-server")).toBe("/usr/bin/valkey-server");
  });
});
