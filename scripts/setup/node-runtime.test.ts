import { describe, expect, it } from "vitest";
import { ensureNode, isNewEnough } from "./node-runtime.mjs";

describe("the Node that runs the panel", () => {
  it.each(["18.20.4", "20.20.2", "22.19.0", "23.11.1"])("is not %s", (version) => {
    expect(isNewEnough(version)).toBe(false);
  });

  it.each(["24.0.0", "24.21.0", "26.10.0", "100.0.0"])("may be %s", (version) => {
    expect(isNewEnough(version)).toBe(true);
  });

  it("is the one that runs already, where that is new enough", async () => {
    expect(await ensureNode("/nowhere")).toBe(process.execPath);
  });
});
