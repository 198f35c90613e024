import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isBuilt } from "./build.mjs";
import { sourceStamp } from "./source-stamp.mjs";

let root: string;
const put = (file: string, text: string) => {
  mkdirSync(join(root, dirname(file)), { recursive: true });
  writeFileSync(join(root, file), text);
};
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "stamp-"));
  put("app/page.tsx", "page");
  put("lib/deep/er/file.ts", "file");
  put("package-lock.json", "{}");
});
afterEach(() => rmSync(root, { recursive: true }));

describe("the stamp of the sources", () => {
  it.each([
    ["app/page.tsx", "other"],
    ["lib/deep/er/file.ts", "other"],
    ["components/new.tsx", "new"],
    ["public/new.svg", "new"],
    ["package-lock.json", "{ }"],
    ["next.config.mjs", "new"],
    ["postcss.config.mjs", "new"],
    ["proxy.ts", "new"],
    ["instrumentation.ts", "new"],
    ["tsconfig.json", "new"],
  ])("changes with %s", (file, text) => {
    const before = sourceStamp(root);
    put(file, text);
    expect(sourceStamp(root)).not.toBe(before);
  });

  it.each([
    "lib/deep/file.test.ts",
    "app/page.test.tsx",
    "README.md",
    "e2e/login.spec.ts",
    "next-env.d.ts",
    "data/x.db",
  ])("does not change with %s", (file) => {
    const before = sourceStamp(root);
    put(file, "new");
    expect(sourceStamp(root)).toBe(before);
  });

  it("changes when a file is renamed or its content moves to the next", () => {
    put("lib/a.ts", "xy");
    put("lib/b.ts", "z");
    const before = sourceStamp(root);
    put("lib/a.ts", "x");
    put("lib/b.ts", "yz");
    expect(sourceStamp(root)).not.toBe(before);
  });

  it("does not change when a file is touched", () => {
    const before = sourceStamp(root);
    utimesSync(join(root, "app/page.tsx"), 1, 1);
    expect(sourceStamp(root)).toBe(before);
  });
});

describe("a build", () => {
  it("is missing at first", () => {
    expect(isBuilt(root)).toBe(false);
  });

  it("is not finished while it has no stamp", () => {
    put(".next/BUILD_ID", "abc");
    expect(isBuilt(root)).toBe(false);
  });

  it("is good until a source changes", () => {
    put(".next/source-stamp", sourceStamp(root));
    expect(isBuilt(root)).toBe(true);
    put("app/page.tsx", "other");
    expect(isBuilt(root)).toBe(false);
  });
});
