import { describe, expect, it } from "vitest";
import { matchesLock } from "./dependencies.mjs";

const wanted = {
  "": { version: "0.1.0" },
  "node_modules/next": { version: "16.4.6", integrity: "sha512-a" },
  "node_modules/fsevents": { version: "2.3.3", integrity: "sha512-b", optional: true },
};

describe("installed packages", () => {
  it("match the lock without other platforms' optional ones", () => {
    expect(matchesLock(wanted, { "node_modules/next": { version: "16.4.6", integrity: "sha512-a" } })).toBe(true);
  });

  it("do not match when one is missing", () => {
    expect(matchesLock(wanted, {})).toBe(false);
  });

  it("do not match when one has another version", () => {
    expect(matchesLock(wanted, { "node_modules/next": { version: "16.4.5", integrity: "sha512-a" } })).toBe(false);
  });

  it("do not match when one has other content under the same version", () => {
    expect(matchesLock(wanted, { "node_modules/next": { version: "16.4.6", integrity: "sha512-x" } })).toBe(false);
  });

  it("do not match when an optional one has another version", () => {
    const present = {
      "node_modules/next": { version: "16.4.6", integrity: "sha512-a" },
      "node_modules/fsevents": { version: "2.3.2", integrity: "sha512-b" },
    };
    expect(matchesLock(wanted, present)).toBe(false);
  });
});
