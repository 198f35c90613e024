import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../lib/contracts/policy.ts";

const ROOT = join(import.meta.dirname, "..");
const DOCUMENTS = [
  "README.md",
  "ARCHITECTURE.md",
  "CHANGELOG.md",
  "docs/operations.md",
  "docs/benchmarks.md",
  "docs/backtest.md",
  "docs/strategies.md",
  "docs/correctness.md",
  "docs/mutation.md",
];

const read = (file: string) => readFileSync(join(ROOT, file), "utf8");

/** Where the links of a document lead, as files of the project. */
function linked(document: string): string[] {
  const targets = [...read(document).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)|(?:src|srcset)="([^"]+)"/g)];
  return targets.map(([, link, image]) => join(dirname(document), link ?? image ?? ""));
}

/** Every test that the page on correctness names, with its file: a row without one goes on with the last. */
function namedTests(): { file: string; name: string }[] {
  let file = "";
  return [...read("docs/correctness.md").matchAll(/\| (?:\[[^\]]+\]\(\.\.\/([^)]+)\))? *\| “([^”]+)” *\|/g)].map(
    (row) => {
      file = row[1] ?? file;
      return { file, name: row[2] ?? "" };
    },
  );
}

describe("the documents", () => {
  it.each(DOCUMENTS)("%s links to nothing that is not there", (document) => {
    expect(linked(document).filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  it("name tests that exist", () => {
    const named = namedTests();
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter(({ file, name }) => !read(file).includes(name))).toEqual([]);
  });

  it("have every field of the policy, with its default", () => {
    const all = Object.entries(DEFAULT_POLICY).flatMap(([name, value]) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.entries(value).map(([part, each]) => [`${name}.${part}`, each])
        : [[name, value]],
    );
    const operations = read("docs/operations.md").replaceAll(/ +\|/g, " |");
    const missing = all.filter(([name, value]) => {
      const shown = typeof value === "string" ? `\`"${value}"\`` : String(value);
      return !operations.includes(`| \`${name}\` | ${shown} |`);
    });
    expect(missing).toEqual([]);
  });
});
